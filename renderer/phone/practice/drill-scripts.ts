import type { PracticeKind } from '../../../shared/calls/practice'
import type { PracticeCaller } from '../../../shared/callers/practice-callers'
import { drills, type DrillId } from '../../../shared/drills/drills'
import { callerOf, type DrillPart, type Script, type Step } from './scripts'
import { spokenLines } from './voices/lines'

interface Part extends Partial<Pick<DrillPart, 'slowByMs' | 'calledBack'>> {
  readonly kind: PracticeKind
  readonly steps: readonly Step[]
}

/** `C21-2`: the second sentence of caller C21. */
function say(lineId: string): Step {
  const [speaker = '', number] = lineId.split('-')
  const text = spokenLines[speaker]?.lines[Number(number) - 1]
  if (text === undefined) throw new Error(`no sentence ${lineId}`)
  return { kind: 'say', lineId, text }
}
const pause = (ms: number): Step => ({ kind: 'pause', ms })
const key = (digit: string): Step => ({ kind: 'digit', digit })
const told: Step = { kind: 'told' }
/** Time to write down what was said. */
const listens = pause(3_000)
/** Time to ask something that is answered by yes or no. */
const isAsked = pause(6_000)

/** Longer than a ping of the seat's connection may take would be no slow PBX but none. */
const slowByMs = 700

const parts: Readonly<Record<DrillId, Part>> = {
  'desk-dead': { kind: 'crisis', steps: [pause(800), say('C21-1'), say('C21-2'), told, listens, say('C21-3')] },
  'pbx-slow': { kind: 'crisis', slowByMs, steps: [pause(800), say('C23-1'), told, listens, say('C23-2'), listens, say('C23-3')] },
  'lone-agent': { kind: 'crisis', steps: [pause(800), say('C28-1'), say('D3-1'), told, listens, say('D3-2')] },
  'wrong-press': { kind: 'normal', steps: [pause(800), say('C25-1'), listens, say('C25-2'), listens, say('C25-3')] },
  'call-dropped': {
    kind: 'crisis',
    steps: [pause(800), say('D5-1'), told, listens, { kind: 'drop' }],
    calledBack: [pause(800), say('D5-2')],
  },
  elsewhere: { kind: 'crisis', steps: [pause(800), say('C35-1'), say('D6-1'), told, listens, say('D6-2')] },
  child: { kind: 'crisis', steps: [pause(800), say('C26-1'), say('C26-2'), say('C26-3'), told] },
  // Nothing is said at all: a breath, and keys as answers to what the agent asks by yes (1) and no (2).
  'cannot-speak': { kind: 'crisis', steps: [pause(4_000), key('1'), told, isAsked, key('1'), isAsked, key('2'), isAsked, key('1')] },
}

/** The callers' parts in the RED drills; a drill whose caller is not among them has none. */
export function createDrillScripts(callers: readonly PracticeCaller[]): readonly Script[] {
  return drills.flatMap(({ id, callerId }) => {
    const caller = callers.find((each) => each.id === callerId)
    if (caller === undefined) return []
    const { kind, steps, slowByMs: slow = 0, calledBack = [] } = parts[id]
    return {
      callerId, kind, steps, caller: callerOf(caller), waitedSeconds: 4, patienceMs: 60_000, atEnd: 'wait',
      drill: { drillId: id, slowByMs: slow, calledBack },
    }
  })
}
