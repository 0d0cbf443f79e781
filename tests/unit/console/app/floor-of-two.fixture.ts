import type { FloorClient, FloorClientDeps, FloorLink } from '../../../../renderer/desk-client/floor-client'
import { openFloor } from '../../../../renderer/console/app/follow-floor'
import { createKeptRed } from '../../../../renderer/console/app/kept-red'
import { createPutAway } from '../../../../renderer/console/app/put-away'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import { createRedHelpDesk } from '../../../../renderer/console/app/red-help-desk'
import { createRaisedHand } from '../../../../renderer/console/app/raised-hand'
import type { RedFacts } from '../../../../renderer/console/app/red-facts'
import { isToldOf, type FloorSignal, type NewFloorSignal } from '../../../../shared/floor/floor-signal'
import type { SeatReport } from '../../../../shared/floor/floor-line'
import { silentFloor } from '../../../../shared/floor/floor-state'
import type { RedNoticeWish } from '../../../../shared/desk-api/red-notices'
import type { HelpStep } from '../../../../shared/help/help-step'
import { recordingByHand } from '../../../../shared/help/recording'
import { notifierByHand } from '../../../../shared/help/notifier'
import { epochMs } from '../../../../shared/lib/clock'
import type { Severity } from '../../../../shared/tickets/tags/levels'
import { err, ok } from '../../../../shared/lib/result'
import type { QueueDesk } from '../../../../renderer/desk-client/listen-in'
import type { WayIn } from '../../../../shared/calls/supervision'
import { testUuid } from '../../../support/drafts'
import { ended, live, ringing } from '../../../support/fake-line'
import { createActingSeat } from './acting-seat.fixture'

type Person = FloorSignal['from']

let calls = 7000

/** A desk in memory that orders what is said and tells it as the real one does; it can be taken away. */
export function createFloorDesk() {
  const readers: { readonly person: Person; readonly isLead: boolean; hear(signal: FloorSignal): void }[] = []
  const signals: FloorSignal[] = []
  const reports: (SeatReport & { readonly seat: string })[] = []
  const now = 1_000_000
  let isAway = false
  const late = new Map<string, FloorSignal[]>()
  function add(from: Person, said: NewFloorSignal) {
    if (isAway) return err({ code: 'unreachable' as const })
    const { body } = said
    const earlier = body.kind === 'red-accepted' ? signals.find((each) => each.body.kind === 'red-accepted' && each.body.redId === body.redId) : undefined
    if (earlier !== undefined && earlier.from.personId !== from.personId) return err({ code: 'desk-error' as const, httpStatus: 422, error: { code: 'refused' as const, reason: 'taken' } })
    const signal: FloorSignal = { ...said, from, position: signals.length + 1, at: now }
    signals.push(signal)
    for (const { person: { personId }, isLead, hear } of readers) {
      const waiting = late.get(personId)
      if (!isToldOf(signal, { personId, isLead, isSupervisor: false })) continue
      if (waiting === undefined) hear(signal)
      else waiting.push(signal)
    }
    return ok(signal.position)
  }
  return {
    signals,
    /** What consoles have said of themselves. */
    reports,
    /** What is told to that person stays on its way until the returned function is called. */
    holdUp(personId: string): () => void {
      late.set(personId, [])
      return () => {
        const waiting = late.get(personId) ?? []
        late.delete(personId)
        for (const signal of waiting) readers.find(({ person }) => person.personId === personId)?.hear(signal)
      }
    },
    setAway: (away: boolean) => void (isAway = away),
    client(person: Person, isLead: boolean, heard: Pick<FloorClientDeps, 'onLink' | 'onSignal'>): FloorClient {
      const seats = readers.map((each) => ({ ...each.person, extension: `10${each.person.seat.slice(2)}`, state: 'talking' as const, reason: null, since: 0, queueCallId: null, severity: null, heardAt: now }))
      let isCaughtUp = false
      const link = (): FloorLink => ({ kind: isAway ? 'away' : 'live', floor: { ...silentFloor, isCaughtUp, seats: isLead ? seats : null, leads: 1, at: now }, heardAt: epochMs(now), since: epochMs(now) } as FloorLink)
      /** What was said before is told first, as by the real one. */
      function follow(): void {
        heard.onLink(link())
        for (const signal of signals) if (isToldOf(signal, { personId: person.personId, isLead, isSupervisor: false })) heard.onSignal(signal)
        readers.push({ person, isLead, hear: (signal) => heard.onSignal(signal) })
        isCaughtUp = true
        heard.onLink(link())
      }
      return { follow, report: (report) => void reports.push({ seat: person.seat, ...report }), send: async (signal) => add(person, signal), link, dispose: () => undefined }
    },
  }
}

const facts: RedFacts = { redKind: 'RED_PERSON', risks: [], place: '渝中区 示例楼', area: { kind: 'here' }, placeFields: { work_district: '500103' }, numberPlace: null, numberArea: { kind: 'unknown' }, number: '154 0000 0012', name: null, orderNumber: null }

/** One seat at that desk, with its help key and its hand. `commands` are those that its PBX is asked for. */
export function createFloorSeat(desk: ReturnType<typeof createFloorDesk>, person: Person, isLead: boolean, { canListen = true, at = 1_000_000, memory = new Map<string, string>(), who = null as string | null } = {}) {
  const acting = createActingSeat([])
  const call = ringing('15400000012', 500)
  const view = createViewStore('seat')
  const storage = { getItem: (key: string) => memory.get(key) ?? null, setItem: (key: string, value: string) => void memory.set(key, value) }
  const kept = createKeptRed({ storage, key: 'red' }, acting.time)
  const steps: HelpStep[] = []
  const commands: unknown[] = []
  const byMessage: RedNoticeWish[] = []
  const written = new Set<() => void>()
  let text = ''
  /** By whose word this seat was left. */
  const left: string[] = []
  const disk = { isGood: true }
  const unsent = { count: 0, listeners: new Set<() => void>() }
  let isConfirmed = true
  let severity: Severity | null = null
  const floor = openFloor({
    seat: acting.seat, line: acting.line, view, clock: { now: () => epochMs(at) }, timers: acting.time, newId: () => crypto.randomUUID(), personId: person.personId, isPractice: false,
    away: createPutAway({ storage, key: 'away' }),
    kept,
    told: { storage, key: 'told' },
    leave: {
      save: async () => disk.isGood,
      async signOut(by) {
        left.push(by)
        return true
      },
    },
    extension: () => `10${person.seat.slice(2)}`,
    openClient: (heard) => desk.client(person, isLead, heard),
    severityOf: () => severity,
    onWritten: (listener) => (written.add(listener), () => void written.delete(listener)),
    unsent: { count: () => unsent.count, onChange: (listener) => void unsent.listeners.add(listener) },
    onRestEnded: (by) => void steps.push({ code: 'rest-ended', at: epochMs(at), note: by, drill: false }),
  })
  const note = (_callId: unknown, more: readonly HelpStep[]) => void steps.push(...more)
  const red = createRedHelpDesk({
    seat: acting.seat, clock: acting.time, timers: acting.time, isPractice: false, recording: recordingByHand, contacts: () => [], notices: () => [], note,
    line: acting.line, notifier: notifierByHand, kept, isConfirmed: () => isConfirmed, report: () => undefined,
  })
  const told = floor.followRed(red, { factsOf: () => ({ ...facts, name: who }), textOf: () => text, isConfirmed: () => isConfirmed, onWritten: (listener) => void written.add(listener), tellByMessage: async (wish) => (byMessage.push(wish), { kind: 'handed-over', to: 'sms-gateway', at: 7 }) })
  const hand = createRaisedHand({ port: floor.hand, clock: acting.time, isPractice: false, callAtWork: () => null, note })
  const queueDesk: QueueDesk = {
    async ask(_path, schema, body) {
      if (body === undefined) return ok(schema.parse({ commands: canListen ? ['listen', 'whisper', 'barge'] : [] }))
      commands.push(body)
      return ok(schema.parse({}))
    },
  }
  const shown: string[] = []
  floor.lead.store.subscribe(({ reds }) => void shown.push(reds.map(({ kind }) => kind).join(' ')))
  floor.follow({ ...queueDesk, lines: () => new Promise(() => undefined) })
  return {
    /** Every state of the calls for help that this seat has shown. */
    shown, left, disk,
    floor, red, told, hand, view, steps, commands, acting, byMessage,
    onlyHinted: () => void (isConfirmed = false),
    takeCall() {
      acting.line.show([live(call, 1_000)])
    },
    /** After a RED call. */
    async restNow() {
      acting.line.show([live(call, 1_000)])
      await acting.time.advance(0)
      acting.seat.tell({ kind: 'turned-red', callId: call.id, at: acting.time.now() })
      acting.line.show([{ ...call, state: 'ended', answeredAt: epochMs(1_000), endedAt: acting.time.now(), outcome: { kind: 'completed', endedBy: 'caller' } }])
      await acting.time.advance(0)
      acting.seat.tell({ kind: 'wrap-up-done', at: acting.time.now() })
    },
    confirm(now: Severity) {
      severity = now
      for (const listener of written) listener()
    },
    write(words: string) {
      text = words
      for (const listener of written) listener()
    },
    /** The own telephone in another seat's call, from the ring to the end. */
    hears(how: WayIn, extension: string) {
      const rings = ringing(extension, acting.time.now(), testUuid((calls += 1)))
      const call = { ...rings, offer: { ...rings.offer, queue: null, supervises: { how, extension } } }
      acting.line.show([call])
      return {
        answer: () => acting.line.show([live(call, acting.time.now())]),
        end: () => acting.line.show([ended(call, acting.time.now())]),
      }
    },
    settle: () => acting.time.advance(600),
  }
}
