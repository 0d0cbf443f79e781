import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../app/use-vanilla-store'
import { maskPhone } from '../../../shared/callers/masking'
import { numberOfStoredKey } from '../../../shared/callers/phone-number'
import type { SeatTicket } from '../../../shared/tickets/caller-cache'
import type { RiskLowering } from '../../../shared/tickets/ticket-event'
import { DataAge } from '../app/data-age'
import { complainedOfKey } from '../../../shared/tickets/dispatch/complained'
import type { Catalogue } from '../app/catalogue'
import { useServices, type Services } from '../app/services'
import { TicketList } from '../features/ticket-view/ticket-list'
import { TicketView, type TicketFacts } from '../features/ticket-view/ticket-view'
import { formatClock, formatDay, formatMinute } from '../../ui/format-time'
import classes from './tickets-screen.module.css'

/** The seat's own orders of today, and any order that a search has opened. */
export function TicketsScreen() {
  const { t } = useTranslation()
  const services = useServices()
  const { view, today, cache, catalogue } = services
  const calls = useStore(today.store, (state) => state.calls)
  const ticketId = useStore(view, (state) => state.ticketId)
  const [shown, setShown] = useState<SeatTicket | null>(null)
  useEffect(() => {
    let current = true
    if (ticketId !== null) void cache.ticket(ticketId).then((ticket) => current && setShown(ticket))
    return () => {
      current = false
    }
  }, [cache, ticketId, calls])
  const tickets = calls.flatMap((call) => call.tickets)
  return (
    <div className={classes.split}>
      <TicketList
        lines={tickets.map((ticket) => ({
          id: ticket.id, number: ticket.number, at: ticket.createdAt, state: t(`callerCard.status.${ticket.state}`),
          title: `${ticket.values.confidential ? t('seat.secretCaller') : (ticket.values.caller_name ?? t('ringStage.nameUnknown'))} · ${ticket.values.category === undefined ? '' : catalogue.category(ticket.values.category)}`,
        }))}
        selected={ticketId}
        select={(id) => view.setState({ ticketId: id })}
      />
      <div className={classes.detail} tabIndex={0} role="region" aria-label={t('app.nav.tickets')}>
        <DataAge />
        {shown === null || shown.ticket.id !== ticketId ? <p className={classes.empty}>{t('tickets.choose')}</p> : <TicketView ticket={factsOf(shown, services, t)} />}
      </div>
    </div>
  )
}

function complainedName(key: string | undefined, { dispatch, unit }: Catalogue, t: TFunction): string | null {
  const party = complainedOfKey(key, dispatch)
  if (party === null) return null
  return party.kind === 'agent' ? t('capture.complainedStaff') : unit(party.unit)
}

/** Which tag, from where to where, who agreed, why and when. */
function loweredWords({ code, from, to, lead, reason, loweredAt }: RiskLowering, catalogue: Services['catalogue'], t: TFunction): string {
  return t(lead === null ? 'tickets.loweredByAgent' : 'tickets.loweredByLead', {
    risk: catalogue.risk(code), from: t(`callerCard.severity.${from}`), to: to === null ? t('tickets.taggedNoMore') : t(`callerCard.severity.${to}`), lead, reason, at: formatMinute(loweredAt),
  })
}

function factsOf({ ticket, isPending }: SeatTicket, { catalogue }: Services, t: TFunction): TicketFacts {
  const { values } = ticket
  const isSecret = values.confidential === true
  const number = numberOfStoredKey(ticket.caller?.historyKey)
  const fact = (name: string, value: string | null | undefined) => (value == null || value === '' ? [] : [{ name, value }])
  const amount = values.amount_owed_fen
  return {
    number: ticket.number,
    title: (isSecret ? undefined : values.title) ?? (values.category === undefined ? ticket.number : catalogue.category(values.category)),
    state: t(`callerCard.status.${ticket.state}`),
    pending: isPending,
    groups: [
      { title: t('callerCard.title'), facts: isSecret ? [] : [...fact(t('fields.caller_name'), values.caller_name), ...fact(t('callerCard.number'), number === null ? null : maskPhone(number))] },
      {
        title: t('tickets.matter'),
        facts: [
          ...fact(t('fields.request_type'), values.request_type === undefined ? null : catalogue.requestType(values.request_type)),
          ...fact(t('fields.category'), values.category === undefined ? null : catalogue.categoryPath(values.category)),
          ...fact(t('fields.employer_name'), isSecret ? null : values.employer_name),
          ...fact(t('fields.complained'), isSecret ? null : complainedName(values.complained, catalogue, t)),
          ...fact(t('fields.work_district'), values.work_district === undefined ? null : catalogue.district(values.work_district)),
          ...fact(t('fields.work_address'), isSecret ? null : values.work_address),
          ...fact(t('fields.workers_count'), values.workers_count === undefined ? null : String(values.workers_count)),
          ...fact(t('fields.amount_owed_fen'), amount === undefined ? null : (amount / 100).toLocaleString(catalogue.locale, { minimumFractionDigits: 2 })),
          ...fact(t('fields.description'), isSecret ? t('callerCard.mark.secret') : (values.description ?? ticket.summary)),
        ],
      },
      {
        title: t('tickets.course'),
        facts: [
          ...fact(t('tickets.created'), `${formatDay(ticket.createdAt)} ${formatClock(ticket.createdAt)}`),
          ...fact(t('tickets.due'), ticket.dueAt === null ? null : formatDay(ticket.dueAt)),
          ...fact(t('tickets.lowered'), isSecret ? null : ticket.lowerings.map((lowered) => loweredWords(lowered, catalogue, t)).join(t('tickets.semicolon'))),
          ...fact(t('tickets.queryCode'), isSecret ? null : ticket.queryCode),
          ...fact(t('tickets.chased'), ticket.chasedAt.length === 0 ? null : String(ticket.chasedAt.length)),
        ],
      },
    ],
  }
}
