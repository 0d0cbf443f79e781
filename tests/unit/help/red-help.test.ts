import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallId } from '../../../shared/calls/call'
import { helpStepSchema } from '../../../shared/help/help-step'
import { dutyRingMs, mayDialEmergency, nextRedHelp, noRedHelp, redHelpSteps, undoMs, type DutyPlan, type RedHelp, type RedHelpEvent } from '../../../shared/help/red-help'
import { epochMs } from '../../../shared/lib/clock'

const t = (ms: number) => epochMs(ms)
const callId = 'a' as CallId
const two: DutyPlan = { kind: 'ring', contacts: 2 }
const pressed = (at: number, plan: DutyPlan = two, drill = false): RedHelpEvent => ({ kind: 'pressed', at: t(at), callId, drill, plan })
const run = (events: readonly RedHelpEvent[], from: RedHelp = noRedHelp) => events.reduce(nextRedHelp, from)
const missed = (index: number, at: number): RedHelpEvent => ({ kind: 'duty-not-reached', index, at: t(at) })

describe('the RED help key', () => {
  it('rings nobody for five seconds, in which a wrong press is taken back', () => {
    const asked = run([pressed(0)])
    expect(asked).toMatchObject({ kind: 'asked', undoUntil: undoMs })
    expect(nextRedHelp(asked, { kind: 'undone', at: t(undoMs - 1) })).toEqual(noRedHelp)
    expect(nextRedHelp(asked, { kind: 'undone', at: t(undoMs) })).toBe(asked)
    expect(nextRedHelp(asked, { kind: 'undo-over', at: t(undoMs - 1) })).toBe(asked)
    expect(nextRedHelp(asked, { kind: 'undo-over', at: t(undoMs) })).toMatchObject({ kind: 'under-way', duty: { kind: 'ringing', index: 0 } })
  })

  it('cannot be taken back once somebody is rung', () => {
    const underWay = run([pressed(0), { kind: 'undo-over', at: t(undoMs) }])
    expect(nextRedHelp(underWay, { kind: 'undone', at: t(undoMs) })).toBe(underWay)
  })

  it('pressed again begins at once', () => {
    expect(run([pressed(0), pressed(300)])).toMatchObject({ kind: 'under-way', at: 0, duty: { kind: 'ringing', index: 0, since: 300 } })
  })

  it('rings the whole list twice, one after the other, and another press begins again', () => {
    const begun = [pressed(0), pressed(1)]
    const tried = [0, 1, 0, 1].map((index, turn) => missed(index, (turn + 1) * dutyRingMs))
    const states = tried.map((_, count) => run([...begun, ...tried.slice(0, count)]))
    expect(states.map((help) => help.kind === 'under-way' && help.duty.kind === 'ringing' && [help.duty.index, help.duty.round])).toEqual([[0, 1], [1, 1], [0, 2], [1, 2]])
    const nobody = run([...begun, ...tried])
    expect(nobody).toMatchObject({ duty: { kind: 'nobody' } })
    expect(nextRedHelp(nobody, pressed(99_000))).toMatchObject({ duty: { kind: 'ringing', index: 0, round: 1 } })
  })

  it('stops at whoever answers; a late answer of the one before says nothing', () => {
    const second = run([pressed(0), pressed(1), missed(0, 20_001)])
    expect(nextRedHelp(second, { kind: 'duty-answered', index: 0, at: t(20_100) })).toBe(second)
    expect(nextRedHelp(second, { kind: 'duty-answered', index: 1, at: t(22_000) })).toMatchObject({ duty: { kind: 'answered', index: 1 } })
  })

  it.each(['drill', 'no-list', 'no-line'] as const)('rings nobody where it must be done by hand: %s', (why) => {
    const plan: DutyPlan = { kind: 'by-hand', why }
    const help = run([pressed(0, plan), pressed(1, plan), missed(0, 2)])
    expect(help).toMatchObject({ kind: 'under-way', duty: { kind: 'by-hand', why } })
  })

  const accepted = (by: string, at: number): RedHelpEvent => ({ kind: 'accepted', by, at: t(at) })

  it('rings nobody further once a lead has accepted, and goes on where the key is pressed again', () => {
    const ringing = run([pressed(0), pressed(1), missed(0, 20_001)])
    const taken = nextRedHelp(ringing, accepted('周明兰', 21_000))
    expect(taken).toMatchObject({ lead: { by: '周明兰' }, talking: [], duty: { kind: 'not-needed' } })
    expect(nextRedHelp(taken, missed(1, 21_500))).toBe(taken)
    expect(nextRedHelp(taken, pressed(30_000))).toMatchObject({ lead: { by: '周明兰' }, duty: { kind: 'ringing', index: 0 } })
  })

  it('accepted within the five seconds rings nobody at all, and can still be taken back', () => {
    const asked = run([pressed(0), accepted('周明兰', 2_000)])
    expect(nextRedHelp(asked, { kind: 'undo-over', at: t(undoMs) })).toMatchObject({ kind: 'under-way', duty: { kind: 'not-needed' }, lead: { by: '周明兰' } })
    expect(nextRedHelp(asked, { kind: 'undone', at: t(3_000) })).toEqual(noRedHelp)
  })

  it('is the first lead’s who accepts; whoever talks there is named, until they leave', () => {
    const taken = run([pressed(0), pressed(1), accepted('周明兰', 2)])
    expect(nextRedHelp(taken, accepted('赵文博', 3))).toBe(taken)
    const both = run([{ kind: 'joined', by: '赵文博', at: t(4) }, { kind: 'joined', by: '周明兰', at: t(5) }], taken)
    expect(both).toMatchObject({ lead: { by: '周明兰' }, talking: ['赵文博', '周明兰'] })
    expect(nextRedHelp(both, { kind: 'joined', by: '周明兰', at: t(6) })).toBe(both)
    expect(run([{ kind: 'left', by: '周明兰', at: t(7) }], both)).toMatchObject({ lead: { by: '周明兰' }, talking: ['赵文博'] })
    expect(nextRedHelp(taken, { kind: 'left', by: '周明兰', at: t(7) })).toBe(taken)
  })

  it('leaves whoever has answered the telephone where they are', () => {
    const answered = run([pressed(0), pressed(1), { kind: 'duty-answered', index: 0, at: t(5) }])
    expect(nextRedHelp(answered, accepted('周明兰', 6))).toMatchObject({ duty: { kind: 'answered', index: 0 }, lead: { by: '周明兰' } })
  })

  const begun = [pressed(0), pressed(1)]
  const move = (kind: 'dialled' | 'joined' | 'not-joined' | 'caller-gone' | 'failed' | 'ended', at: number, number = '110'): RedHelpEvent => ({ kind: `emergency-${kind}`, number, at: t(at) })
  const answered = (at: number, callerWaits: boolean, number = '110'): RedHelpEvent => ({ kind: 'emergency-answered', number, callerWaits, at: t(at) })

  it('adds one emergency call at a time, and after one that failed another', () => {
    const dialling = run([...begun, move('dialled', 10)])
    expect(nextRedHelp(dialling, move('dialled', 11, '120'))).toBe(dialling)
    const failed = nextRedHelp(dialling, move('failed', 12))
    expect(nextRedHelp(failed, move('dialled', 13, '120'))).toMatchObject({ emergency: { kind: 'dialling', number: '120' } })
  })

  it('adds 120 once 110 is in the call, and says of both that they are', () => {
    const police = run([...begun, move('dialled', 10), answered(11, true), move('joined', 12)])
    const both = [move('dialled', 20, '120'), answered(21, true, '120'), move('joined', 22, '120')].reduce(nextRedHelp, police)
    expect([police, both].map((help) => help.kind === 'under-way' && help.inCall)).toEqual([['110'], ['110', '120']])
    expect(mayDialEmergency(both, '110')).toBe(true)
  })

  it('says of nobody that they are in the call who only answered; joined later, they are', () => {
    const apart = run([...begun, move('dialled', 10), answered(11, true), move('not-joined', 12)])
    expect(apart).toMatchObject({ emergency: { kind: 'apart', number: '110' }, inCall: [] })
    expect(['110', '120'].map((number) => mayDialEmergency(apart, number))).toEqual([false, false])
    expect(nextRedHelp(apart, move('joined', 13))).toMatchObject({ emergency: { kind: 'joined' }, inCall: ['110'] })
    expect(nextRedHelp(apart, move('caller-gone', 13))).toMatchObject({ emergency: { kind: 'alone' }, inCall: [] })
    expect(nextRedHelp(apart, move('ended', 13))).toMatchObject({ emergency: { kind: 'ended' }, inCall: [] })
  })

  it('names what stood in the way where nobody was called, and the key calls again', () => {
    const asking = run([...begun, { kind: 'emergency-not-dialled', number: '110', why: 'asking', at: t(10) }])
    expect(asking).toMatchObject({ emergency: { kind: 'not-dialled', why: 'asking' } })
    expect(mayDialEmergency(asking, '110')).toBe(true)
  })

  it('keeps in mind that somebody has called by another phone, whatever this seat does', () => {
    const both = run([...begun, move('dialled', 10), { kind: 'emergency-other-phone', at: t(14) }, move('failed', 15)])
    expect(both).toMatchObject({ otherPhone: 14, emergency: { kind: 'failed' } })
    expect(nextRedHelp(both, { kind: 'emergency-other-phone', at: t(16) })).toBe(both)
  })

  it('in a drill, where no call ever ends, lets the other service be dialled too', () => {
    const drilled = run([pressed(0, { kind: 'by-hand', why: 'drill' }, true), pressed(1), move('dialled', 10)])
    expect(['110', '120'].map((number) => mayDialEmergency(drilled, number))).toEqual([false, true])
  })
})

const events: fc.Arbitrary<RedHelpEvent> = fc
  .tuple(
    fc.constantFrom<RedHelpEvent['kind']>('pressed', 'undone', 'undo-over', 'duty-answered', 'duty-not-reached', 'emergency-dialled', 'emergency-answered', 'emergency-joined', 'emergency-not-joined', 'emergency-caller-gone', 'emergency-failed', 'emergency-ended', 'emergency-not-dialled', 'emergency-other-phone', 'accepted', 'joined', 'ticked', 'closed'),
    fc.nat({ max: 2 }), fc.constantFrom('110', '0769110'), fc.constantFrom<DutyPlan>(two, { kind: 'by-hand', why: 'drill' }), fc.nat({ max: 30_000 }),
  )
  .map(([kind, index, number, plan, at]) => ({ kind, index, number, callerWaits: index > 0, why: 'asking', row: `r${index}`, by: `班长${index}`, plan, drill: plan.kind === 'by-hand', callId, at: t(at) }) as RedHelpEvent)

describe('whatever is pressed and answered in whatever order', () => {
  const each = (check: (before: RedHelp, event: RedHelpEvent, after: RedHelp) => void) =>
    fc.assert(fc.property(fc.array(events, { maxLength: 50 }), (all) => void all.reduce<RedHelp>((before, event) => {
      const after = nextRedHelp(before, event)
      check(before, event, after)
      return after
    }, noRedHelp)), { numRuns: 500 })

  it('a drill never rings anybody', () => {
    each((_before, _event, after) => {
      if (after.kind === 'under-way' && after.drill) expect(after.duty.kind).toBe('by-hand')
    })
  })

  it('everything that changes leaves its step, and what changes nothing leaves none', () => {
    each((before, event, after) => {
      const steps = redHelpSteps(before, event, after, () => '值班班长')
      expect(steps.length > 0).toBe(before !== after)
      for (const step of steps) expect(helpStepSchema.safeParse(step).success).toBe(true)
    })
  })

  it('nobody is said to be in the call before they were joined with the caller', () => {
    each((before, event, after) => {
      if (after.kind !== 'under-way' || before.kind !== 'under-way') return
      for (const number of after.inCall) expect(before.inCall.includes(number) || (event.kind === 'emergency-joined' && event.number === number)).toBe(true)
    })
  })

  it('nobody is rung before the press was meant or five seconds have passed', () => {
    each((before, event, after) => {
      if (before.kind === 'asked' && after.kind === 'under-way') expect(event.kind === 'pressed' || event.at >= before.undoUntil).toBe(true)
      if (before.kind === 'none') expect(after.kind).not.toBe('under-way')
    })
  })
})
