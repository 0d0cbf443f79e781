import { IconPhoneOutgoing } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useServices } from '../app/services'
import { usePrintedKeys } from '../app/shell-hooks'
import { useSlice, useStore } from '../app/use-vanilla-store'
import { RevealButton } from '../features/reveal/reveal-button'
import classes from '../features/reveal/reveal.module.css'
import { Kbd } from '../../ui/kbd'

/** Calls back the person of the order that stands chosen; nobody has to see the number for that. */
export function CallBackAction() {
  const { t } = useTranslation()
  const { commands, reveals, seat } = useServices()
  const keys = usePrintedKeys()('redial')
  // Whether one can dial follows these.
  useStore(reveals.store)
  useSlice(seat.store, ({ line }) => ({ calls: line.calls, registration: line.registration.state }))
  return (
    <button type="button" className={classes.button} data-command="redial" disabled={!commands.redial.enabled()} onClick={() => commands.redial.perform()}>
      <IconPhoneOutgoing size={16} stroke={1.8} aria-hidden />
      {t('callLog.redial')}
      {keys !== null && <Kbd keys={keys} />}
    </button>
  )
}

/** Shows what is masked of the order or call that stands chosen; nothing where there is nothing to show. */
export function RevealAction() {
  const { commands, reveals } = useServices()
  const keys = usePrintedKeys()('reveal')
  const { offered, shownUntil } = useStore(reveals.store)
  if (offered === null || offered.parts.length === 0) return null
  return <RevealButton keys={keys} until={shownUntil} toggle={() => commands.reveal.perform()} />
}
