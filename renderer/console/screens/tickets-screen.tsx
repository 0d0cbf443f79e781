import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { maskName } from '../../../shared/callers/masking'
import type { SeatTicket } from '../../../shared/tickets/caller-cache'
import { may } from '../../../shared/people/permissions'
import { isRedAndOpen, maskedPartsOf } from '../../../shared/tickets/masked-ticket'
import { DataAge } from '../app/data-age'
import { OwnOrders, useMayOn } from '../app/own-orders'
import type { RevealTarget } from '../app/reveals'
import { useServices } from '../app/services'
import { usePrintedKeys } from '../app/shell-hooks'
import { useStore } from '../app/use-vanilla-store'
import { showToast } from '../app/view-store'
import { TicketList } from '../features/ticket-view/ticket-list'
import { TicketView } from '../features/ticket-view/ticket-view'
import { CallBackAction, RevealAction } from './person-actions'
import { AskVoid } from './order-approvals'
import { OrderRecordings } from './order-recordings'
import { ticketFacts } from './ticket-facts'
import classes from './tickets-screen.module.css'

/** The seat's own orders of today, and any order that a search has opened. */
export function TicketsScreen() {
  const { t } = useTranslation()
  const { view, today, cache, catalogue, outbox } = useServices()
  const calls = useStore(today.store, (state) => state.calls)
  const ticketId = useStore(view, (state) => state.ticketId)
  const owed = useSyncExternalStore(outbox.subscribe, outbox.entries)
  const [shown, setShown] = useState<SeatTicket | null>(null)
  useEffect(() => {
    let current = true
    if (ticketId !== null) void cache.ticket(ticketId).then((ticket) => current && setShown(ticket))
    return () => {
      current = false
    }
  }, [cache, ticketId, calls, owed])
  // Of several calls about one order, it is one.
  const tickets = [...new Map(calls.flatMap((call) => call.tickets).map((ticket) => [ticket.id, ticket])).values()]
  return (
    <div className={classes.split}>
      <TicketList
        lines={tickets.map((ticket) => ({
          id: ticket.id, number: ticket.number, at: ticket.createdAt, state: t(`callerCard.status.${ticket.state}`),
          title: `${ticket.values.confidential ? t('seat.secretCaller') : maskName(ticket.values.caller_name ?? '') || t('ringStage.nameUnknown')} · ${ticket.values.category === undefined ? '' : catalogue.category(ticket.values.category)}`,
        }))}
        selected={ticketId}
        select={(id) => view.setState({ ticketId: id })}
        more={<ExportOrders />}
      />
      <div className={classes.detail} tabIndex={0} role="region" aria-label={t('app.nav.tickets')}>
        <DataAge />
        <OwnOrders />
        {shown === null || shown.ticket.id !== ticketId ? <p className={classes.empty}>{t('tickets.choose')}</p> : <OneTicket shown={shown} />}
      </div>
    </div>
  )
}

/** Where orders are looked for, all of them can be taken out as a file; for whoever may. */
function ExportOrders() {
  const { t } = useTranslation()
  const { commands, deskSession } = useServices()
  const keys = usePrintedKeys()('export-orders')
  const isThere = useStore(deskSession, (session) => may(session?.roles ?? [], 'export'))
  if (!isThere) return null
  return <p className={classes.more}><button type="button" data-command="export-orders" onClick={() => commands['export-orders'].perform()}>{t('commands.export-orders')}{keys !== null && <kbd>{keys}</kbd>}</button></p>
}

/** Masked until somebody says why not; under RED in full at once, which puts itself down. */
function OneTicket({ shown }: { readonly shown: SeatTicket }) {
  const { t } = useTranslation()
  const { catalogue, reveals, view, callList, today } = useServices()
  const { ticket } = shown
  const logged = useStore(callList.store, (state) => state.calls)
  const day = useStore(today.store, (state) => state.calls)
  useEffect(() => void callList.refresh(), [callList, day])
  const isRecorded = (callId: string) => ticket.recordedCalls?.some((call) => call.callId === callId) === true
  const dialled = logged.flatMap(({ entry }) => (entry.direction === 'outgoing' && entry.ticketNumbers.includes(ticket.number) && !isRecorded(entry.callId) ? [entry] : []))
  const mayHere = useMayOn(ticket)
  const mayReveal = mayHere('reveal')
  const mayCall = mayHere('take-calls') || mayHere('contact-caller') || mayHere('call-back')
  // Whoever may not reveal sees it masked under RED as well: a look that the desk would not take is none.
  const isRed = isRedAndOpen(ticket) && mayReveal
  const target = useMemo<RevealTarget>(() => ({ kind: 'ticket', id: ticket.id, ticket, parts: mayReveal ? maskedPartsOf(ticket) : [] }), [ticket, mayReveal])
  const isRevealed = useStore(reveals.store, (state) => state.shownUntil !== null && state.offered?.id === ticket.id)
  useEffect(() => reveals.offer(isRed ? { ...target, parts: [] } : target), [reveals, target, isRed])
  useEffect(() => () => reveals.offer(null), [reveals])
  useEffect(() => {
    if (isRed) void reveals.traceRed(target).then((isTraced) => !isTraced && showToast(view, 'warn', 'reveal.notTraced'))
  }, [isRed, reveals, target, view])
  return (
    <>
      <TicketView ticket={ticketFacts(shown, dialled, isRed || isRevealed, catalogue, t)} actions={<>{mayHere('ask-approval') && <AskVoid key={ticket.id} ticket={ticket} />}{mayCall && <CallBackAction />}<RevealAction /></>} />
      <OrderRecordings ticket={ticket} />
    </>
  )
}
