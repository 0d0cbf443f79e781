import fc from 'fast-check'
import type { Fact, QueueFact, SeatFact } from '../../../shared/metrics/fact'
import type { OrderFact, OrderHappening } from '../../../shared/metrics/order-fact'
import type { QueueEvent } from '../../../shared/queue/queue-event'
import { seatStateKindSchema } from '../../../shared/queue/seat-state'

const second = 1_000
const hour = 3_600 * second
/** 2026-11-22 12:00 in Chongqing: a day and a half before, and one after, the midnight in the middle. */
export const historyBegins = Date.parse('2026-11-22T12:00:00+08:00')
const spanMs = 48 * hour
const caller = { maskedNumber: '154****0012', callerKey: null, earlierToday: 0, risk: null }

const moment = fc.integer({ min: 0, max: spanMs / second }).map((seconds) => historyBegins + seconds * second)
/** Limits are met to the second, so that the exact ones come up often. */
const wait = fc.oneof(fc.constantFrom(4_999, 5_000, 5_001, 14_999, 15_000, 15_001), fc.integer({ min: 0, max: 90 }).map((seconds) => seconds * second))
const length = fc.integer({ min: 0, max: 900 }).map((seconds) => seconds * second)
const queue = fc.constantFrom('rights', 'law')
const extension = fc.constantFrom('8001', '8002', '8003')
/** Mostly at once; sometimes twice; sometimes hours later, or by a clock that runs ahead of the desk's. */
const hearing = fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: -40, max: 600 }).map((seconds) => seconds * second) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 20 }).map((hours) => hours * hour) })

/** One call, told in the PBX's events. */
const call = fc
  .record({
    id: fc.integer({ min: 0, max: 30 }),
    at: moment,
    queue,
    second: fc.option(queue),
    firstStay: wait,
    wait,
    end: fc.constantFrom('answered', 'hung-up', 'timed-out', 'waiting'),
    extension,
    rings: fc.integer({ min: 0, max: 3 }),
    talk: fc.option(length),
    hold: fc.option(length),
    transfer: fc.option(fc.record({ extension, wait, talk: fc.option(length) })),
    drill: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  })
  .map((plan): QueueFact[] => {
    const queueCallId = `call-${plan.id}-${plan.at}`
    const events: QueueEvent[] = [{ kind: 'entered', queueCallId, queue: plan.queue, at: plan.at, position: 1, caller }]
    let at = plan.at
    let where = plan.queue
    if (plan.second !== null) {
      at += plan.firstStay
      events.push({ kind: 'left', queueCallId, queue: where, at, why: 'moved-on', waitedMs: plan.firstStay })
      where = plan.second
      events.push({ kind: 'entered', queueCallId, queue: where, at, position: 1, caller })
    }
    for (let ring = 0; ring < plan.rings; ring += 1) {
      events.push({ kind: 'offered', queueCallId, queue: where, extension: `80${ring}`, at }, { kind: 'offer-ended', queueCallId, queue: where, extension: `80${ring}`, at: at + 1, how: 'not-answered' })
    }
    at += plan.wait
    if (plan.end === 'answered') {
      events.push({ kind: 'answered', queueCallId, queue: where, extension: plan.extension, at, waitedMs: plan.wait })
      if (plan.hold !== null) events.push({ kind: 'held', queueCallId, extension: plan.extension, at, on: true }, { kind: 'held', queueCallId, extension: plan.extension, at: at + plan.hold, on: false })
      if (plan.talk !== null) {
        at += plan.talk + (plan.hold ?? 0)
        events.push({ kind: 'completed', queueCallId, queue: where, extension: plan.extension, at, how: plan.transfer === null ? 'caller' : 'transferred' })
        if (plan.transfer !== null) {
          events.push({ kind: 'entered', queueCallId, queue: 'law', at, position: 1, caller })
          at += plan.transfer.wait
          events.push({ kind: 'answered', queueCallId, queue: 'law', extension: plan.transfer.extension, at, waitedMs: plan.transfer.wait })
          if (plan.transfer.talk !== null) events.push({ kind: 'completed', queueCallId, queue: 'law', extension: plan.transfer.extension, at: at + plan.transfer.talk, how: 'agent' })
        }
      }
    } else if (plan.end !== 'waiting') {
      events.push({ kind: 'left', queueCallId, queue: where, at, why: plan.end, waitedMs: plan.wait })
    }
    return events.map((event) => ({ kind: 'queue', event, heardAt: event.at, drill: plan.drill }))
  })

const severity = fc.constantFrom('RED', 'ORANGE', 'YELLOW' as const)
const risk = fc.constantFrom('VIOLENCE', 'THREAT', 'EXTREME', 'AMOUNT', 'REPEAT')
const satisfaction = fc.option(fc.constantFrom('satisfied', 'mostly-satisfied', 'neutral', 'unsatisfied'))
const level = fc.option(fc.array(fc.record({ code: fc.constantFrom('ANGRY', 'ANXIOUS'), level: fc.integer({ min: 0, max: 3 }) }), { maxLength: 2 }))

/** Something that may happen to an order after it was opened; its time is put in where it needs one. */
const happening: fc.Arbitrary<(at: number) => OrderHappening> = fc.oneof(
  fc.constantFrom('answered', 'dispatch', 'passed-on', 'no-content').map((how) => () => ({ what: 'decided', how }) as OrderHappening),
  fc.constantFrom('CALLER-1', 'CALLER-2', null).map((callerKey) => () => ({ what: 'caller', callerKey }) as OrderHappening),
  fc.constantFrom('WAGE-01', 'WAGE-02').map((category) => () => ({ what: 'matter', category }) as OrderHappening),
  fc.record({ start: level, end: level }).map((felt) => () => ({ what: 'emotions', ...felt }) as OrderHappening),
  fc.record({ code: risk, severity }).map((tag) => (at: number) => ({ what: 'risk-confirmed', ...tag, confirmedAt: at }) as OrderHappening),
  fc.record({ code: risk, from: severity, to: fc.option(fc.constant('YELLOW')) }).map((tag) => () => ({ what: 'risk-lowered', ...tag }) as OrderHappening),
  fc.constantFrom('LEAD_ON_LINE', 'TELL_LEAD', 'ORAL_REPORT', 'WRITTEN_REPORT').map((code) => (at: number) => ({ what: 'step-done', code, doneAt: at }) as OrderHappening),
  fc.integer({ min: 0, max: 200 }).map((minutes) => (at: number) => ({ what: 'dispatched', signDueAt: at + minutes * 60_000 }) as OrderHappening),
  fc.integer({ min: 0, max: 30 }).map((hours) => (at: number) => ({ what: 'due-set', dueAt: at + hours * hour }) as OrderHappening),
  fc.boolean().map((granted) => () => ({ what: 'return-decided', granted }) as OrderHappening),
  fc.record({ satisfaction, solved: fc.option(fc.constantFrom('yes', 'partly', 'no')) }).map((answer) => () => ({ what: 'called-back', answer }) as OrderHappening),
  fc.constantFrom('signed', 'extension-granted', 'parked', 'resumed', 'result-accepted', 'rework-ordered', 'closed', 'voided', 'merged', 'closed', 'signed', 'result-accepted')
    .map((what) => () => ({ what }) as OrderHappening),
  fc.constant((at: number): OrderHappening => ({ what: 'called-back', answer: at % 2 === 0 ? null : { satisfaction: null, solved: null } })),
  fc.constant((at: number): OrderHappening => ({ what: 'chased', callAt: at - 60_000 })),
)

const order = fc
  .record({
    id: fc.integer({ min: 0, max: 99_999 }),
    at: moment,
    practice: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    fromCall: fc.boolean(),
    ofCall: fc.option(fc.integer({ min: 0, max: 20 })),
    steps: fc.array(fc.tuple(happening, fc.integer({ min: 0, max: 7_200 })), { maxLength: 8 }),
  })
  .map(({ id, at, practice, fromCall, ofCall, steps }) => ({ id, at, practice, fromCall, ofCall, steps }))

const seatWords = fc.array(
  fc.record({ seat: fc.constantFrom('a', 'b'), state: fc.constantFrom(...seatStateKindSchema.options), since: moment, ofCall: fc.option(fc.integer({ min: 0, max: 20 })), drill: fc.integer({ min: 0, max: 9 }).map((n) => n === 0) }),
  { maxLength: 10 },
)

/** A stretch of the hotline's life as the desk hears it: late, twice, out of order. */
export const histories: fc.Arbitrary<readonly Fact[]> = fc
  .record({ calls: fc.array(call, { maxLength: 10 }), orders: fc.array(order, { maxLength: 6 }), seats: seatWords })
  .chain(({ calls, orders, seats }) => {
    const callIds = calls.flatMap((facts) => facts.slice(0, 1).map(({ event }) => ('queueCallId' in event ? event.queueCallId : '')))
    const pick = (n: number | null) => (n === null || callIds.length === 0 ? null : (callIds[n % callIds.length] ?? null))
    const orderFacts = orders.flatMap(({ id, at, practice, fromCall, ofCall, steps }): OrderFact[] => {
      const orderId = `order-${id}-${at}`
      let when = at
      const opened: OrderHappening = { what: 'opened', practice, fromCall, callAt: at, queueCallId: pick(ofCall) }
      return [opened, ...steps.map(([make, later]) => make((when += later * second)))].map((each, n) => ({
        kind: 'order', id: `${orderId}-${n}`, orderId, version: n + 1, at: n === 0 ? at : when, heardAt: n === 0 ? at : when, happening: each,
      }))
    })
    const seatFacts = seats.map(({ seat, state, since, ofCall, drill }): SeatFact => ({ kind: 'seat', seat, state, since, queueCallId: pick(ofCall), heardAt: since, drill }))
    const all: Fact[] = [...calls.flat(), ...orderFacts, ...seatFacts]
    return fc.array(fc.tuple(hearing, fc.boolean()), { minLength: all.length, maxLength: all.length }).map((how) => heard(all, how))
  })

/** In the order in which the desk hears it. */
function heard(all: readonly Fact[], how: readonly (readonly [number, boolean])[]): Fact[] {
  const told = all.flatMap((fact, n) => {
    const [laterMs, twice] = how[n] ?? [0, false]
    const once = { ...fact, heardAt: fact.heardAt + laterMs }
    return twice && laterMs > 0 ? [once, { ...once, heardAt: once.heardAt + 7_000 }] : [once]
  })
  return told.sort((one, other) => one.heardAt - other.heardAt)
}
