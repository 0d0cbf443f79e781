import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochMs } from '../../../shared/lib/clock'
import {
  agreementRules, beginAgreement, nextAgreement, type Agreement, type ConsoleView, type DeskView, type HealCommand, type PbxView, type Views,
} from '../../../shared/queue/state-agreement'

const t = (ms: number) => epochMs(ms)
const console_ = (wanted: ConsoleView['wanted'], inCall = false, answeredAt: number | null = 0): ConsoleView => ({ wanted, inCall, answeredAt: answeredAt === null ? null : t(answeredAt) })
const pbxAt = (now: number, membership: PbxView['membership'], device: PbxView['device'] = 'idle'): PbxView => ({ membership, device, heardAt: t(now) })

/** Looks once a second at views that stay the same. */
function watch(views: (now: number) => Views, seconds: number, from: Agreement = beginAgreement(t(0)), rules = agreementRules) {
  const sent: { readonly at: number; readonly command: HealCommand }[] = []
  let agreement = from
  for (let second = 0; second <= seconds; second += 1) {
    const now = second * 1000
    const step = nextAgreement(agreement, views(now), t(now), 0.5, rules)
    agreement = step.agreement
    if (step.send !== null) sent.push({ at: now, command: step.send })
  }
  return { agreement, sent }
}

describe('console, PBX and desk on one seat', () => {
  it('leaves alone what agrees, and a difference that is gone within the grace', () => {
    expect(watch((now) => ({ console: console_('break'), pbx: pbxAt(now, 'break'), desk: null }), 60).sent).toEqual([])
    expect(watch((now) => ({ console: console_('break'), pbx: pbxAt(now, now < 1000 ? 'ready' : 'break'), desk: null }), 60).sent).toEqual([])
  })

  it('pauses again what a PBX has forgotten, with the reason', () => {
    const { sent } = watch((now) => ({ console: console_('training'), pbx: pbxAt(now, 'ready'), desk: null }), 3)
    expect(sent).toEqual([{ at: 2000, command: { to: 'pbx', kind: 'pause', reason: 'training' } }])
  })

  it('gives up after so many tries, less and less often, and says since when', () => {
    const { agreement, sent } = watch((now) => ({ console: console_('ready'), pbx: pbxAt(now, 'break'), desk: null }), 600)
    expect(sent).toHaveLength(agreementRules.mostTries)
    const gaps = sent.slice(1).map(({ at }, index) => at - sent[index]!.at)
    expect(gaps).toEqual([...gaps].sort((one, other) => one - other))
    expect(agreement.state).toBe('given-up')
  })

  it('tries anew when the agent wishes something else', () => {
    const { agreement } = watch((now) => ({ console: console_('ready'), pbx: pbxAt(now, 'break'), desk: null }), 600)
    const step = [601, 602, 603, 604].reduce((last, second) => {
      const next = nextAgreement(last.agreement, { console: console_('meeting'), pbx: pbxAt(second * 1000, 'break'), desk: null }, t(second * 1000), 0.5)
      return { agreement: next.agreement, sent: [...last.sent, ...(next.send === null ? [] : [next.send])] }
    }, { agreement, sent: [] as HealCommand[] })
    expect(step.sent).toEqual([{ to: 'pbx', kind: 'pause', reason: 'meeting' }])
  })

  it('sends nothing on a word that is too old', () => {
    const { agreement, sent } = watch(() => ({ console: console_('break'), pbx: pbxAt(0, 'ready'), desk: null }), 600)
    expect(sent.length).toBeLessThanOrEqual(2)
    expect(agreement.state).toBe('unknown')
    expect(watch(() => ({ console: console_('break'), pbx: null, desk: null }), 600).sent).toEqual([])
  })

  it('leaves a phone alone that rings or talks without the console knowing of a call', () => {
    for (const device of ['in-use', 'ringing'] as const) expect(watch((now) => ({ console: console_('break'), pbx: pbxAt(now, 'ready', device), desk: null }), 60).sent).toEqual([])
  })

  it('in a call sends nothing but the pause that every call brings', () => {
    expect(watch((now) => ({ console: console_('break', true), pbx: pbxAt(now, 'ready', 'in-use'), desk: null }), 60).sent).toEqual([])
    expect(watch((now) => ({ console: console_('wrap-up', true), pbx: pbxAt(now, 'ready', 'in-use'), desk: null }), 3).sent).toMatchObject([{ command: { reason: 'wrap-up' } }])
  })

  it('takes a seat into the queue before it pauses it, and out of it when the desk has signed it out', () => {
    const desk = (signedIn: boolean) => (now: number): DeskView => ({ signedIn, forced: null, heardAt: t(now) })
    expect(watch((now) => ({ console: console_('break'), pbx: pbxAt(now, 'out'), desk: desk(true)(now) }), 3).sent).toMatchObject([{ command: { kind: 'join' } }])
    expect(watch((now) => ({ console: console_('ready'), pbx: pbxAt(now, 'ready'), desk: desk(false)(now) }), 3).sent).toMatchObject([{ command: { kind: 'leave' } }])
  })

  it('where nobody takes a seat into a queue says so at once, sends nothing, and goes on when the PBX has it in again', () => {
    const rules = { ...agreementRules, canJoin: false }
    const views = (now: number): Views => ({ console: console_('break'), pbx: pbxAt(now, now < 60_000 ? 'out' : 'ready'), desk: null })
    expect(watch(views, 3, beginAgreement(t(0)), rules)).toMatchObject({ agreement: { state: 'given-up', tries: 0, gaveUpOut: true }, sent: [] })
    const { sent } = watch(views, 63, beginAgreement(t(0)), rules)
    expect(sent).toEqual([{ at: 62_000, command: { to: 'pbx', kind: 'pause', reason: 'break' } }])
  })

  it('waits for the phone’s own asking, and a grace behind its answer', () => {
    const views = (now: number): Views => ({ console: console_('break', false, now <= 20_000 ? null : 20_500), pbx: pbxAt(now, 'ready'), desk: null })
    expect(watch(views, 30).sent[0]).toEqual({ at: 23_000, command: { to: 'pbx', kind: 'pause', reason: 'break' } })
  })

  it('takes a pause without a reason of ours for the pause that is wanted, and for nothing else', () => {
    const views = (wanted: ConsoleView['wanted']) => (now: number): Views => ({ console: console_(wanted), pbx: pbxAt(now, 'paused-otherwise'), desk: null })
    expect(watch(views('training'), 60)).toMatchObject({ agreement: { state: 'agreed' }, sent: [] })
    expect(watch(views('ready'), 3).sent).toMatchObject([{ command: { kind: 'resume' } }])
  })

  it('mends a seat that only some of its queues have paused', () => {
    const views = (wanted: ConsoleView['wanted']) => (now: number): Views => ({ console: console_(wanted), pbx: pbxAt(now, 'ready-in-part'), desk: null })
    expect(watch(views('break'), 3).sent).toMatchObject([{ command: { kind: 'pause', reason: 'break' } }])
    expect(watch(views('ready'), 3).sent).toMatchObject([{ command: { kind: 'resume' } }])
  })

  it('hands over what a lead has forced once, whatever else is unknown', () => {
    const forced = { id: 'f1', what: 'break' as const }
    let agreement = beginAgreement(t(0))
    const orders = [0, 1, 2].map((second) => {
      const step = nextAgreement(agreement, { console: console_('ready'), pbx: null, desk: { signedIn: true, forced, heardAt: t(second) } }, t(second), 0.5)
      agreement = step.agreement
      return step.order
    })
    expect(orders).toEqual([forced, null, null])
  })
})

/** A world of three parts: commands arrive late or never, words come late, each part restarts now and then. */
type Happening = 'wish' | 'call' | 'hang-up' | 'pbx-restart' | 'console-restart' | 'desk-restart' | 'lead-unpauses' | 'commands-lost' | 'feed-away' | 'sign-out' | 'sign-in' | 'nothing'
const happenings = fc.array(
  fc.tuple(
    fc.constantFrom<Happening>('wish', 'call', 'hang-up', 'pbx-restart', 'console-restart', 'desk-restart', 'lead-unpauses', 'commands-lost', 'feed-away', 'sign-out', 'sign-in', 'nothing'),
    fc.constantFrom<ConsoleView['wanted']>('ready', 'break', 'training', 'busy', 'red-rest'),
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 0, max: 4000 }),
    fc.double({ min: 0, max: 0.999, noNaN: true }),
  ),
  { maxLength: 40 },
)

function simulate(story: readonly (readonly [Happening, ConsoleView['wanted'], number, number, number])[]) {
  let now = 0
  let agreement = beginAgreement(t(0))
  let wish: ConsoleView['wanted'] = 'ready'
  let inCall = false
  let signedIn: boolean | null = true
  let membership = 'ready' as PbxView['membership']
  let lost = false
  let away = false
  let delay = 0
  let random = 0
  const onTheWay: { readonly at: number; readonly command: HealCommand }[] = []
  const words: PbxView[] = []
  const log: { readonly at: number; readonly command: HealCommand; readonly inCall: boolean; readonly tries: number }[] = []
  const wanted = (): ConsoleView['wanted'] => (inCall ? 'wrap-up' : wish)

  function second(): void {
    for (const { command } of onTheWay.filter(({ at }) => at <= now)) {
      if (command.kind === 'pause' && membership !== 'out') membership = command.reason
      if (command.kind === 'resume' && membership !== 'out') membership = 'ready'
      if (command.kind === 'join') membership = 'ready'
      if (command.kind === 'leave') membership = 'out'
    }
    onTheWay.splice(0, onTheWay.length, ...onTheWay.filter(({ at }) => at > now))
    if (!away) words.push({ membership, device: inCall ? 'in-use' : 'idle', heardAt: t(now) })
    // What the PBX said reaches the console half a delay later.
    const pbx = words.findLast(({ heardAt }) => heardAt <= now - delay / 2) ?? null
    const views: Views = { console: { wanted: wanted(), inCall, answeredAt: t(0) }, pbx, desk: signedIn === null ? null : { signedIn, forced: null, heardAt: t(now) } }
    const before = agreement
    const step = nextAgreement(agreement, views, t(now), random)
    agreement = step.agreement
    if (step.send !== null) {
      expect(before.inFlight === null || now - before.inFlight.sentAt >= agreementRules.answerMs, 'one command at a time').toBe(true)
      log.push({ at: now, command: step.send, inCall, tries: step.agreement.tries })
      if (!lost) onTheWay.push({ at: now + delay, command: step.send })
    }
    now += 1000
  }

  for (const [what, next, seconds, slow, chance] of story) {
    delay = slow
    random = chance
    if (what === 'wish') wish = next
    if (what === 'call') inCall = true
    if (what === 'hang-up') inCall = false
    if (what === 'pbx-restart') { membership = 'ready'; onTheWay.length = 0; words.length = 0 }
    if (what === 'console-restart') agreement = beginAgreement(t(now))
    if (what === 'desk-restart') signedIn = signedIn === null ? true : null
    if (what === 'lead-unpauses' && membership !== 'out') membership = 'ready'
    if (what === 'sign-out') signedIn = false
    if (what === 'sign-in') signedIn = true
    lost = what === 'commands-lost'
    away = what === 'feed-away'
    for (let count = 0; count < seconds; count += 1) second()
  }
  // Then all is quiet, everything is heard, and somebody wishes for a last time.
  lost = false
  away = false
  inCall = false
  signedIn = true
  wish = wish === 'meeting' ? 'break' : 'meeting'
  const before = log.length
  for (let count = 0; count < 60; count += 1) second()
  const settled = log.length
  for (let count = 0; count < 120; count += 1) second()
  return { agreement, membership, wish, log, healing: settled - before, after: log.length - settled }
}

describe('whatever gets lost, comes late or starts again, in whatever order', () => {
  it('they agree in the end, with a handful of commands, and then nothing more is sent', () => {
    fc.assert(fc.property(happenings, (story) => {
      const { agreement, membership, wish, healing, after } = simulate(story)
      expect([agreement.state, membership]).toEqual(['agreed', wish])
      expect(healing).toBeLessThanOrEqual(4)
      expect(after).toBe(0)
    }), { numRuns: 400 })
  })

  it('nobody in a call is paused, but for the pause of the call itself', () => {
    fc.assert(fc.property(happenings, (story) => {
      for (const { command, inCall } of simulate(story).log) if (inCall) expect(command.kind === 'join' || (command.kind === 'pause' && command.reason === 'wrap-up')).toBe(true)
    }), { numRuns: 400 })
  })

  it('a difference is tried no more often than the rules say, however long it lasts', () => {
    fc.assert(fc.property(happenings, (story) => {
      for (const { tries } of simulate(story).log) expect(tries).toBeLessThanOrEqual(agreementRules.mostTries)
    }), { numRuns: 200 })
  })
})
