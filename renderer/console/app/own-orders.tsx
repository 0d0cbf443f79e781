import { useTranslation } from 'react-i18next'
import { isHeldToUnit, may, type Action } from '../../../shared/people/permissions'
import { rolesOn } from '../../../shared/people/own-unit'
import type { Ticket } from '../../../shared/tickets/ticket'
import { parseUnitKey } from '../../../shared/tickets/dispatch/unit-key'
import classes from './data-age.module.css'
import { useServices } from './services'
import { useStore } from './use-vanilla-store'

/** Whether whoever sits here may do this on an order; on a desk of one PC there is one person, who may do everything. The desk asks the same. */
export function useMayOn({ sentTo = [] }: Pick<Ticket, 'sentTo'>): (action: Action) => boolean {
  const { deskSession } = useServices()
  const session = useStore(deskSession)
  return (action) => session === null || may(rolesOn(session, { sentTo }), action)
}

/** Whose orders are here, for somebody who reads those of one unit only. */
export function OwnOrders() {
  const { t } = useTranslation()
  const { deskSession, catalogue } = useServices()
  const session = useStore(deskSession)
  if (session === null || !isHeldToUnit(session.roles, 'read-orders')) return null
  const unit = session.unit === null ? null : parseUnitKey(session.unit)
  return <p className={classes.own} data-testid="own-orders">{unit === null ? t('tickets.noUnit') : t('tickets.ofUnit', { unit: catalogue.unit(unit) })}</p>
}
