import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallIdentity } from '../../../shared/calls/call'
import type { PhoneLine } from '../../../shared/calls/phone-line'
import type { WayIn } from '../../../shared/calls/supervision'
import { nextHandCards, type HandCard, type HandCards } from '../../../shared/floor/hand-card'
import type { FloorBody, FloorSignal, FloorTarget } from '../../../shared/floor/floor-signal'
import { emergencyRung, isCalling, nextRedCards, withoutCard, type RedCard, type RedCards } from '../../../shared/floor/red-card'
import { nextUntaken, type UntakenAlarm } from '../../../shared/floor/untaken-alarm'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { Result } from '../../../shared/lib/result'
import type { SeatStatus } from '../../../shared/queue/seat-state'
import type { DeskCallError } from '../../desk-client/desk-http'
import { askCommands, giveCommand, type QueueDesk } from '../../desk-client/listen-in'
import type { PutAway } from './put-away'
import { showToast, type ViewStore } from './view-store'

/** What became of coming into a call. `rings`: the own telephone rings for it; `by-hand`: no PBX does that from here. */
export type WayInto = { readonly how: WayIn; readonly state: 'asked' | 'rings' | 'failed' | 'by-hand' | 'drill' }

export interface LeadDeskView {
  readonly reds: RedCards
  readonly hands: HandCards
  /** Of the walls, which nobody has taken there. */
  readonly alarms: readonly UntakenAlarm[]
  /** How the call of a card was come into last, by the id of RED or hand. */
  readonly ways: Readonly<Record<string, WayInto>>
  /** Ids that something is being asked of the desk for: a second press waits for the first. */
  readonly busy: ReadonlySet<string>
  /** Calls for help for which 110 or 120 is rung from here: nobody waits for the desk to see the number then. */
  readonly ringing: ReadonlySet<string>
}

/** The answer to a raised hand as a lead gives it; where to put a call through to is added from this seat. */
export type Answer = { readonly how: 'text'; readonly text: string } | { readonly how: 'whisper' } | { readonly how: 'take-over' }

/** @property at when it was said, by this console's clock */
export interface HeardSignal {
  readonly signal: FloorSignal
  readonly at: number
}

/** What those who answer for the floor are asked on their console, and what they do about it. */
export interface LeadDesk {
  readonly store: StoreApi<LeadDeskView>
  /** What was said together is shown together: nothing of what it says of is seen on the way. */
  hear(heard: readonly HeardSignal[]): void
  follow(desk: QueueDesk | null): void
  /** Takes the responsibility for that call for help, and begins to listen where the PBX can. */
  accept(redId: string): void
  /** Comes into the talk: never by itself. */
  join(redId: string): void
  /** Somebody of the duty list was rung by hand. */
  rung(redId: string, name: string): void
  /** 110 or 120 is rung from here; the desk hears of it, and its audit with it, however long it is away. */
  ringEmergency(redId: string): void
  /** This console has asked the PBX for that call a moment ago: whoever pressed the key need not press another one to hear it. */
  isAskedFor(call: Pick<CallIdentity, 'offer'>): boolean
  putAway(redId: string): void
  seeHand(handId: string): void
  answerHand(handId: string, answer: Answer): void
  handDone(handId: string): void
  /** Stands for that alarm by name. */
  takeAlarm(alarm: UntakenAlarm): void
}

export interface LeadDeskPorts {
  readonly ownId: string
  readonly view: ViewStore
  readonly clock: Clock
  readonly timers: Timers
  readonly line: Pick<PhoneLine, 'snapshot' | 'execute'>
  readonly isPractice: boolean
  readonly away: PutAway
  /** The extension of this seat; empty where it has no telephone. */
  extension(): string
  seats(): readonly SeatStatus[]
  send(to: FloorTarget, body: FloorBody): Promise<Result<number, DeskCallError>>
}

/** So long a card that was taken back says so before it goes. */
const undoneShownMs = 10_000
const tellAgainMs = 2_000
/** A PBX rings the telephone of whoever asked at once; what rings later was not asked for by that press. */
const ringsWithinMs = 20_000

export function createLeadDesk({ ownId, view, clock, timers, line, isPractice, away, extension, seats, send }: LeadDeskPorts): LeadDesk {
  const store = createStore<LeadDeskView>(() => ({ reds: [], hands: [], alarms: [], ways: {}, busy: new Set(), ringing: new Set() }))
  let desk: QueueDesk | null = null
  let awaited: { readonly extension: string; readonly how: WayIn; readonly until: number } | null = null

  const redOf = (redId: string) => store.getState().reds.find((card) => card.redId === redId)
  const handOf = (handId: string) => store.getState().hands.find((card) => card.handId === handId)
  /** A call that has dropped since is something new. */
  const isAway = ({ redId, droppedAt }: RedCard) => (away.when(redId) ?? -1) > (droppedAt ?? -1)
  const isAcceptedHere = (card: RedCard | undefined) => card?.kind === 'accepted' && card.by.personId === ownId

  async function once(id: string, run: () => Promise<void>): Promise<void> {
    if (store.getState().busy.has(id)) return
    store.setState(({ busy }) => ({ busy: new Set([...busy, id]) }))
    await run()
    store.setState(({ busy }) => ({ busy: new Set([...busy].filter((each) => each !== id)) }))
  }

  /** Says what the desk did not take. */
  async function tell(personId: string, body: FloorBody): Promise<boolean> {
    const answer = await send({ kind: 'person', personId }, body)
    if (answer.ok) return true
    const isTaken = answer.error.code === 'desk-error' && answer.error.error.code === 'refused' && answer.error.error.reason === 'taken'
    showToast(view, 'warn', isTaken ? 'lead.taken' : 'lead.notTold')
    return false
  }

  async function tellUntilHeard(personId: string, body: FloorBody): Promise<void> {
    const answer = await send({ kind: 'person', personId }, body)
    const isHeard = answer.ok || (answer.error.code === 'desk-error' && answer.error.httpStatus < 500)
    if (!isHeard) timers.after(tellAgainMs, () => void tellUntilHeard(personId, body))
  }

  /** Asked when it is wanted: most consoles are nobody's who may listen, and a PBX learns and forgets. */
  async function canCome(how: WayIn): Promise<boolean> {
    const commands = desk === null ? null : await askCommands(desk)
    return commands?.has(how) === true
  }

  /** The own telephone rings for it; once it is answered the agent is told (`tell-supervision.ts`). */
  async function comeInto(id: string, personId: string, how: WayIn): Promise<void> {
    const show = (state: WayInto['state']) => store.setState(({ ways }) => ({ ways: { ...ways, [id]: { how, state } } }))
    const seat = seats().find((each) => each.personId === personId)
    if (isPractice) return show('drill')
    if (seat?.extension == null || extension() === '' || !(await canCome(how))) return show('by-hand')
    show('asked')
    await leaveListening(line)
    awaited = { extension: seat.extension, how, until: clock.now() + ringsWithinMs }
    const done = await giveCommand(desk, { kind: how, extension: seat.extension, lead: extension() })
    if (!done.ok) awaited = null
    show(done.ok ? 'rings' : 'failed')
  }

  return {
    store,
    hear(heard) {
      let { reds, hands, alarms } = store.getState()
      for (const { signal, at } of heard) {
        // Also what the own wall has told: whoever sits here may not look at it.
        alarms = nextUntaken(alarms, signal, at)
        // Whoever calls for help is not asked to accept it.
        if (signal.from.personId === ownId && signal.to.kind === 'leads') continue
        reds = nextRedCards(reds, signal, at)
        hands = nextHandCards(hands, signal, at)
        if (signal.body.kind !== 'red-undone') continue
        const { redId } = signal.body
        // Counted from when it was said: a console that is opened later is not told of each wrong press once more.
        const leftMs = undoneShownMs - (clock.now() - at)
        if (leftMs <= 0) reds = withoutCard(reds, redId)
        else timers.after(leftMs, () => store.setState((now) => ({ reds: withoutCard(now.reds, redId) })))
      }
      store.setState({ reds: reds.filter((card) => isCalling(card) || !isAway(card)), hands, alarms })
    },
    follow(next) {
      desk = next
    },
    accept: (redId) => void once(redId, async () => {
      const card = redOf(redId)
      if (card === undefined || !isCalling(card)) return
      if (!(await tell(card.from.personId, { kind: 'red-accepted', redId }))) return
      if (card.droppedAt === null) await comeInto(redId, card.from.personId, 'listen')
    }),
    join: (redId) => void once(redId, async () => {
      const card = redOf(redId)
      if (card !== undefined && isAcceptedHere(card)) await comeInto(redId, card.from.personId, 'barge')
    }),
    rung(redId, name) {
      const card = redOf(redId)
      if (card !== undefined) void tell(card.from.personId, { kind: 'red-rung', redId, name })
    },
    ringEmergency(redId) {
      const card = redOf(redId)
      if (card === undefined || store.getState().ringing.has(redId)) return
      store.setState(({ ringing }) => ({ ringing: new Set([...ringing, redId]) }))
      void tellUntilHeard(card.from.personId, { kind: 'red-rung', redId, name: emergencyRung })
    },
    isAskedFor({ offer: { supervises } }) {
      return supervises !== null && awaited !== null && supervises.extension === awaited.extension && supervises.how === awaited.how && clock.now() <= awaited.until
    },
    putAway(redId) {
      const { reds } = store.getState()
      const left = withoutCard(reds, redId)
      if (left.length < reds.length) away.add(redId, clock.now())
      store.setState({ reds: left })
    },
    seeHand(handId) {
      const card = handOf(handId)
      if (card?.kind === 'raised') void tell(card.from.personId, { kind: 'hand-seen', handId })
    },
    answerHand: (handId, answer) => void once(handId, async () => {
      const card = handOf(handId)
      if (card === undefined) return
      const said = answer.how === 'take-over' ? { how: answer.how, extension: extension() || null } : answer
      if (!(await tell(card.from.personId, { kind: 'hand-answered', handId, answer: said }))) return
      if (answer.how === 'whisper') await comeInto(handId, card.from.personId, 'whisper')
    }),
    handDone(handId) {
      const card = handOf(handId)
      if (card !== undefined) void tell(card.from.personId, { kind: 'hand-done', handId })
    },
    takeAlarm: ({ rule, subject }) => void once(`${rule} ${subject}`, async () => {
      const answer = await send({ kind: 'leads' }, { kind: 'alarm-acknowledged', rule, subject })
      if (!answer.ok) showToast(view, 'warn', 'lead.notTold')
    }),
  }
}

/** Whoever comes in another way leaves the one before: a second call at the own telephone would be refused as busy. */
async function leaveListening(line: LeadDeskPorts['line']): Promise<void> {
  for (const { id, state, offer } of line.snapshot().calls) {
    if (state !== 'ended' && offer.supervises !== null) await line.execute({ kind: 'hang-up', callId: id })
  }
}

/** The call for help that a key means: the oldest that nobody has accepted, or for coming in the newest that this lead has. */
export function redToAccept({ reds }: Pick<LeadDeskView, 'reds'>): RedCard | null {
  return reds.find(isCalling) ?? null
}

export function redToJoin({ reds }: Pick<LeadDeskView, 'reds'>, ownId: string): RedCard | null {
  return reds.findLast((card) => card.kind === 'accepted' && card.by.personId === ownId && card.droppedAt === null) ?? null
}

export function handToAnswer({ hands }: Pick<LeadDeskView, 'hands'>): HandCard | null {
  return hands.find(({ kind }) => kind !== 'answered') ?? hands[0] ?? null
}

/** The oldest that is not being taken already: a second press means the next one. */
export function alarmToTake({ alarms, busy }: Pick<LeadDeskView, 'alarms' | 'busy'>): UntakenAlarm | null {
  return alarms.find(({ rule, subject }) => !busy.has(`${rule} ${subject}`)) ?? null
}
