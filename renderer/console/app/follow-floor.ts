import type { CallId } from '../../../shared/calls/call'
import { maskPhone } from '../../../shared/callers/masking'
import type { SeatReport } from '../../../shared/floor/floor-line'
import { longestOnFloor } from '../../../shared/floor/floor-lengths'
import type { FloorBody, FloorSignal, FloorTarget } from '../../../shared/floor/floor-signal'
import { emergencyRung } from '../../../shared/floor/red-card'
import type { HandNews, HandPort, RaisedHand } from '../../../shared/help/silent-help'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { NewId } from '../../../shared/lib/uuid-v7'
import { callAtWork, seatStateOf } from '../../../shared/queue/agent-state'
import type { Severity } from '../../../shared/tickets/tags/levels'
import type { FloorClient, FloorClientDeps, FloorDesk, FloorLink } from '../../desk-client/floor-client'
import { steadyAhead } from '../../desk-client/steady-ahead'
import { createSureSender } from '../../desk-client/sure-sender'
import type { RemoteLine } from '../phone/remote-line'
import type { AgentMemory } from '../seat/remember-agent'
import type { SeatFeed } from '../seat/keep-agreement'
import type { Seat } from '../seat/seat'
import { callById } from '../seat/seat-store'
import type { DeskBreakLine } from './desk-breaks'
import { createLeadDesk, type HeardSignal, type LeadDesk } from './lead-desk'
import { createMessageDesk, type MessageDesk } from './message-desk'
import { ownSeatFeed } from './own-seat-feed'
import type { KeptRed } from './kept-red'
import type { PutAway } from './put-away'
import { tellSupervision } from './tell-supervision'
import { createObedience, type LeaveSeat } from './obey-lead'
import { createRedOnFloor, type RedOnFloor, type RedOnFloorParts } from './red-on-floor'
import type { RedHelpDesk } from './red-help-desk'
import { showToast, type ViewStore } from './view-store'

export interface FloorParts {
  readonly seat: Pick<Seat, 'store' | 'tell' | 'transfer'>
  readonly line: Pick<RemoteLine, 'snapshot' | 'execute' | 'subscribe'>
  readonly view: ViewStore
  readonly clock: Clock
  readonly timers: Timers
  readonly newId: NewId
  readonly personId: string
  readonly isPractice: boolean
  readonly away: PutAway
  readonly kept: Pick<KeptRed, 'found' | 'keepId'>
  /** Whom this seat has told that it hears their call. */
  readonly told: AgentMemory
  readonly leave: LeaveSeat
  /** The extension of this seat; empty where it has no telephone. */
  extension(): string
  openClient(heard: Pick<FloorClientDeps, 'onLink' | 'onSignal'>): FloorClient
  /** How bad a call is as the agent has confirmed. */
  severityOf(callId: CallId): Severity | null
  /** What that goes by has changed, perhaps. */
  onWritten(listener: () => void): () => void
  /** Orders here that wait for the desk. */
  readonly unsent: { count(): number; onChange(listener: () => void): void }
  /** A lead has ended the rest after RED. */
  onRestEnded(by: string): void
}

/** This seat among the others of a shared desk: what it does is told, what leads say to it is heard. */
export interface SeatFloor {
  /** The desk that answers now; null while none does, and for a desk of one PC. */
  follow(desk: FloorDesk | null): void
  /** Leads who sit at the desk now, as far as this seat is told; null while the desk is away. */
  leads(): number | null
  onLink(listener: () => void): () => void
  /** The hotline's line for a break. */
  readonly breakLine: DeskBreakLine
  /** What desk and PBX say of this seat. */
  readonly own: SeatFeed
  readonly hand: HandPort
  readonly lead: LeadDesk
  readonly messages: MessageDesk
  /** Everybody who is signed in, for whoever watches them; null for others. */
  seats(): FloorLink['floor']['seats']
  /** Tells every lead of a press of the help key, of what is written then, its taking back and its end. */
  followRed(red: RedHelpDesk, parts: Pick<RedOnFloorParts, 'factsOf' | 'textOf' | 'isConfirmed' | 'onWritten' | 'tellByMessage'>): RedOnFloor
}

/** A call for help or a hand of longer ago is nobody's any more. */
const helpWithinMs = 2 * 3_600_000

export function openFloor({ seat, line, view, clock, timers, newId, personId, isPractice, away, kept, told, leave, extension, openClient, severityOf, onWritten, unsent, onRestEnded }: FloorParts): SeatFloor {
  const handListeners = new Set<(news: HandNews) => void>()
  const linkListeners = new Set<() => void>()
  let handId: string | null = null
  /** Of the call at work, as it was told last. */
  let severity: Severity | null = null
  let toldUnsent = 0
  let red: { readonly desk: RedHelpDesk; readonly told: RedOnFloor } | null = null
  /** By the desk's clock: what was said before this console was there has been heard by the one before it. */
  let heardFrom: number | null = null
  let aheadMs = 0
  let deskAt = 0
  let forLead: HeardSignal[] = []

  const client = openClient({
    onLink(link) {
      if (link.kind === 'live') {
        heardFrom ??= link.floor.at
        if (link.floor.at !== deskAt) aheadMs = steadyAhead(aheadMs, link.floor.at - link.heardAt)
        deskAt = link.floor.at
      }
      if (link.floor.isCaughtUp) tellLead()
      for (const listener of linkListeners) listener()
    },
    onSignal: hear,
  })
  const send = (to: FloorTarget, body: FloorBody) => client.send({ id: newId(), to, body })
  const sender = createSureSender({ clock, timers, send: (signal) => client.send(signal) })
  const tellLeads = (body: FloorBody, replaces?: string) => sender.tell({ id: newId(), to: { kind: 'leads' }, body }, replaces)
  const seats = () => client.link().floor.seats
  const lead = createLeadDesk({ ownId: personId, view, clock, timers, line, isPractice, away, extension, seats: () => seats() ?? [], send })
  const supervision = tellSupervision({
    line, memory: told,
    personAt: (extension) => seats()?.find((seat) => seat.extension === extension)?.personId ?? null,
    tell: (personId, body) => void sender.tell({ id: newId(), to: { kind: 'person', personId }, body }),
  })
  linkListeners.add(supervision.look)
  const obedience = createObedience({ seat, line, view, clock, leave, onRestEnded, answer: (signalId, done, why) => tellLeads({ kind: 'obeyed', signalId, done, why }) })
  const messages = createMessageDesk({ ownId: personId, send, tellLeads: (body) => void tellLeads(body) })

  function hear(signal: FloorSignal): void {
    const at = signal.at - aheadMs
    // These outlast a load of the page: what is still open of the last hours is open here.
    messages.hear(signal, at)
    if (clock.now() - at < helpWithinMs) forLead.push({ signal, at })
    if (client.link().floor.isCaughtUp) tellLead()
    // Leads are told what other leads do to other seats.
    const isForHere = signal.to.kind === 'person' && signal.to.personId === personId
    const { body, from: { name } } = signal
    // Said while this seat was locked or its page away: whoever has taken the responsibility has it.
    if (isForHere && body.kind === 'red-accepted' && body.redId === red?.told.current()) return red.desk.accepted(name)
    if (heardFrom === null || signal.at < heardFrom || !isForHere) return
    switch (body.kind) {
      case 'state-forced':
      case 'wrap-up-ended':
      case 'rest-ended':
      case 'signed-out':
      case 'call-taken-over':
        return obedience.hear({ ...signal, body })
      case 'hand-seen':
        return tellHand(body.handId, { kind: 'seen', by: name, at: clock.now() })
      case 'hand-answered':
        return tellHand(body.handId, { kind: 'answered', by: name, answer: body.answer, at: clock.now() })
      case 'hand-done':
        return tellHand(body.handId, { kind: 'done', by: name, at: clock.now() })
      case 'red-accepted':
        return showToast(view, 'warn', 'floor.redAccepted', { name })
      case 'red-rung':
        if (body.redId !== red?.told.current()) return
        if (body.name === emergencyRung) showToast(view, 'warn', 'floor.emergencyRung', { name })
        return red.desk.tick(body.name)
      case 'listening':
        if (body.how === 'barge') red?.desk[body.on ? 'joined' : 'left'](name)
        return body.on ? showToast(view, 'warn', `floor.listening.${body.how}`, { name }) : showToast(view, 'plain', 'floor.listening.over', { name })
      // On a lead's own screen.
      case 'message':
      case 'message-read':
      case 'hand-raised':
      case 'hand-withdrawn':
      case 'break':
      case 'red-pressed':
      case 'red-dropped':
      case 'red-words':
      case 'red-undone':
      case 'red-closed':
      case 'obeyed':
      case 'alarm-acknowledged':
      case 'alarm-escalated':
      case 'alarm-passed-on':
        return
    }
  }

  /** What was said before comes in one piece: nothing rings or shows for a moment that was over long ago. */
  function tellLead(): void {
    if (forLead.length === 0) return
    const heard = forLead
    forLead = []
    lead.hear(heard)
  }

  function tellHand(id: string, news: HandNews): void {
    if (id === handId) for (const listener of handListeners) listener(news)
  }

  const queueCallIdOf = (callId: CallId | null) => (callId === null ? null : (callById(line.snapshot(), callId)?.offer.queueCallId ?? null))

  function reportNow(): void {
    const { agent } = seat.store.getState()
    const { kind, since, reason } = seatStateOf(agent)
    const callId = callAtWork(agent)
    severity = callId === null ? null : severityOf(callId)
    toldUnsent = unsent.count()
    const report: SeatReport = { extension: extension() || null, state: kind, reason, since, queueCallId: queueCallIdOf(callId), severity, unsent: toldUnsent }
    client.report(report)
  }

  seat.store.subscribe(({ agent }, before) => {
    if (agent !== before.agent) reportNow()
  })
  unsent.onChange(() => {
    if (unsent.count() !== toldUnsent) reportNow()
  })
  onWritten(() => {
    const callId = callAtWork(seat.store.getState().agent)
    if (callId !== null && severityOf(callId) !== severity) reportNow()
  })

  function onLink(listener: () => void): () => void {
    linkListeners.add(listener)
    return () => void linkListeners.delete(listener)
  }

  function raised(hand: Extract<RaisedHand, { kind: 'raised' }>): FloorBody {
    const { callers } = seat.store.getState()
    const call = hand.callId === null ? null : callById(line.snapshot(), hand.callId)
    const number = hand.callId === null ? undefined : callers.get(hand.callId)?.identity.number
    handId = newId()
    return {
      kind: 'hand-raised', handId, for: hand.for, queueCallId: queueCallIdOf(hand.callId),
      number: number === undefined ? '' : maskPhone(number).slice(0, longestOnFloor.number), callSince: call !== null && 'answeredAt' in call ? call.answeredAt : null,
    }
  }

  return {
    follow(desk) {
      if (desk !== null) reportNow()
      client.follow(desk)
      lead.follow(desk)
    },
    leads() {
      const link = client.link()
      return link.kind === 'live' ? link.floor.leads : null
    },
    onLink,
    breakLine: {
      place() {
        const link = client.link()
        return link.kind === 'live' ? link.floor.breakPlace : null
      },
      tell: (step) => tellLeads({ kind: 'break', step }),
      onChange: onLink,
    },
    own: ownSeatFeed({ link: () => client.link(), onLink, extension }),
    hand: {
      reach() {
        const link = client.link()
        return link.kind === 'live' && link.floor.leads > 0 ? 'lead' : 'nobody'
      },
      send(hand) {
        if (hand.kind === 'raised') return void tellLeads(raised(hand))
        if (hand.kind === 'down' && handId !== null) void tellLeads({ kind: 'hand-withdrawn', handId })
      },
      subscribe(listener) {
        handListeners.add(listener)
        return () => void handListeners.delete(listener)
      },
    },
    lead,
    messages,
    seats,
    followRed(desk, parts) {
      const told = createRedOnFloor({
        ...parts, red: desk.store, clock, timers, newId, isPractice, kept, queueCallIdOf, tellLeads,
        leads: () => client.link().floor.leads,
        isLive: () => client.link().kind === 'live',
      })
      red = { desk, told }
      return told
    },
  }
}
