import { describe, expect, it } from 'vitest'
import { loadPracticeCallers } from '../../../shared/callers/practice-callers'
import { nextDrill, noDrill, type DrillEvent, type DrillRun } from '../../../shared/drills/drill-run'
import { drillIds, drills, type DrillId } from '../../../shared/drills/drills'
import type { HelpStepCode } from '../../../shared/help/help-step'
import { epochMs } from '../../../shared/lib/clock'

const at = (second: number) => epochMs(1_000_000 + second * 1000)
const step = (code: HelpStepCode, second: number, note: string | null = null): DrillEvent => ({ kind: 'helped', step: { code, at: at(second), note, drill: true } })
const told = (second: number): DrillEvent => ({ kind: 'told', at: at(second) })
const place = (second: number): DrillEvent => ({ kind: 'place-written', at: at(second) })
const ended = (by: 'agent' | 'caller', second: number): DrillEvent => ({ kind: 'call-ended', by, at: at(second) })

/** Goes through a drill and says what became of each check: `help-in-time done`. */
function outcomes(drillId: DrillId, ...events: readonly DrillEvent[]): readonly string[] {
  const run = [{ kind: 'begun', drillId } as const, { kind: 'answered' } as const, ...events, { kind: 'over' } as const].reduce<DrillRun>(nextDrill, noDrill)
  if (run.kind !== 'judged') throw new Error(`the drill is ${run.kind}`)
  return run.results.map(({ check, outcome }) => `${check.code} ${outcome}`)
}

describe('the drills', () => {
  it('are eight, each with a caller of practice and something to look at', () => {
    expect(drills.map(({ id }) => id)).toEqual([...drillIds])
    const callers = loadPracticeCallers().map(({ id }) => id)
    for (const { id, callerId, checks } of drills) {
      expect(callers, id).toContain(callerId)
      expect(checks.length, id).toBeGreaterThan(0)
    }
  })
})

describe('a drill', () => {
  it('in which everything is done leaves nothing out', () => {
    const everything = [told(10), step('red-pressed', 14), step('red-begun', 16), place(20), step('told-by-hand', 25, 'DUTY_1'), step('emergency-dialled', 30, '110'), ended('agent', 60)]
    expect(outcomes('desk-dead', ...everything)).toEqual(['help-in-time done', 'place-written done', 'duty-rung done', 'emergency done', 'stayed done'])
    expect(outcomes('lone-agent', ...everything)).toEqual(['help-in-time done', 'place-written done', 'duty-rung done', 'emergency done', 'stayed done'])
  })

  it('in which nothing is done but to hang up says so of every check', () => {
    expect(outcomes('desk-dead', told(10), ended('agent', 12))).toEqual(['help-in-time missed', 'place-written missed', 'duty-rung missed', 'emergency missed', 'stayed missed'])
  })

  it('tells help that came late from help that never came', () => {
    expect(outcomes('child', told(10), step('red-pressed', 25))).toContain('help-in-time done')
    expect(outcomes('child', told(10), step('red-pressed', 26))).toContain('help-in-time late')
    expect(outcomes('child', told(10), step('red-pressed', 12), step('red-undone', 14))).toContain('help-in-time missed')
  })

  it('counts help before the words as help in time', () => {
    expect(outcomes('child', step('red-pressed', 5), told(10))).toContain('help-in-time done')
  })

  it('of a wrong press is passed by taking it back, and neither by leaving it alone nor by letting it begin', () => {
    expect(outcomes('wrong-press', step('red-pressed', 5), step('red-undone', 8))).toEqual(['taken-back done'])
    expect(outcomes('wrong-press')).toEqual(['taken-back missed'])
    expect(outcomes('wrong-press', step('red-pressed', 5), step('red-begun', 10))).toEqual(['taken-back missed'])
    expect(outcomes('wrong-press', step('red-pressed', 5), step('red-undone', 8), step('red-pressed', 12), step('red-begun', 13))).toEqual(['taken-back missed'])
  })

  it('of a call that dropped asks for the caller to be reached again, and times it from the drop', () => {
    const dropped = [told(10), ended('caller', 14)]
    expect(outcomes('call-dropped', ...dropped, { kind: 'called-back', at: at(34) })).toContain('called-back done')
    expect(outcomes('call-dropped', ...dropped, { kind: 'called-back', at: at(35) })).toContain('called-back late')
    expect(outcomes('call-dropped', ...dropped)).toContain('called-back missed')
    expect(outcomes('call-dropped', ...dropped)).toContain('stayed done')
  })

  it('elsewhere is passed by the number of the place alone, and says what was dialled instead', () => {
    expect(outcomes('elsewhere', step('emergency-dialled', 20, '0851110'))).toContain('emergency-of-place done')
    const run = [{ kind: 'begun', drillId: 'elsewhere' } as const, { kind: 'answered' } as const, step('emergency-dialled', 20, '110'), { kind: 'over' } as const].reduce<DrillRun>(nextDrill, noDrill)
    expect(run.kind === 'judged' && run.results.find(({ check }) => check.code === 'emergency-of-place')).toMatchObject({ outcome: 'missed', instead: '110' })
  })

  it('over a slow PBX asks for another telephone: the key of this one is not enough', () => {
    expect(outcomes('pbx-slow', step('emergency-dialled', 20, '110'))).toContain('other-phone missed')
    expect(outcomes('pbx-slow', step('emergency-other-phone', 20))).toContain('other-phone done')
  })

  it('with a child is spoilt by ringing somebody else', () => {
    expect(outcomes('child')).toContain('nobody-else-rung done')
    expect(outcomes('child', { kind: 'other-rung' })).toContain('nobody-else-rung missed')
  })

  it('lets the agent hang up once a lead has it, and not before', () => {
    expect(outcomes('child', step('red-pressed', 5), step('lead-accepted', 9, '演练班长'), ended('agent', 12))).toContain('stayed done')
    expect(outcomes('child', step('red-pressed', 5), ended('agent', 8), step('lead-accepted', 9, '演练班长'))).toContain('stayed missed')
  })

  it('takes a tick for another row than the duty list as none of it', () => {
    expect(outcomes('desk-dead', step('told-by-hand', 20, 'DUTY_LEAD'), step('told-by-hand', 21, 'RECORDING'))).toContain('duty-rung missed')
  })

  it('that is declined is none, and another one begins', () => {
    const declined = nextDrill(nextDrill(noDrill, { kind: 'begun', drillId: 'child' }), { kind: 'over' })
    expect(declined).toEqual(noDrill)
    expect(nextDrill(declined, { kind: 'begun', drillId: 'elsewhere' })).toEqual({ kind: 'waiting', drillId: 'elsewhere' })
  })

  it('that goes on is not begun anew, and what happens in no drill changes nothing', () => {
    const waiting = nextDrill(noDrill, { kind: 'begun', drillId: 'child' })
    expect(nextDrill(waiting, { kind: 'begun', drillId: 'elsewhere' })).toBe(waiting)
    expect(nextDrill(waiting, told(1))).toBe(waiting)
    for (const event of [told(1), place(1), step('red-pressed', 1), ended('agent', 1)]) expect(nextDrill(noDrill, event)).toBe(noDrill)
  })
})
