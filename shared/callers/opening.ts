import { assertNever } from '../lib/assert-never'

/** One sentence that may be said aloud. Scripts are the hotline's own Chinese words: data, not translations. */
export interface SpokenSuggestion {
  readonly script: 'S10' | 'S11' | 'S12' | 'S13' | 'ask-who'
  readonly text: string
}

/**
 * How far the talk has come.
 * - `ringing`, `listening`: an incoming call; the caller has not yet said both name and matter.
 * - `matter-told`: the caller has said both.
 * - `calling-back`, `other-person-answered`: the agent rang the number of an order.
 */
export type TalkStage = 'ringing' | 'listening' | 'matter-told' | 'calling-back' | 'other-person-answered'

/** How this desk presents itself. */
export interface DeskVoice {
  readonly agentNumber: string
  /** Name said in the greeting. */
  readonly serviceName: string
}

export const DEFAULT_SERVICE_NAME = '重庆工会12351职工服务热线'

/** The person the agent has picked, as addressed: 称呼 such as 覃先生. Null until then. */
export interface PickedPerson {
  readonly addressedAs: string
}

const ASK_WHO: SpokenSuggestion = { script: 'ask-who', text: '请问怎么称呼您？' }
const KNOWN_CALLER: SpokenSuggestion = { script: 'S11', text: '好的，您之前反映的情况我看到了，我们接着说。' }
const WRONG_PERSON: SpokenSuggestion = { script: 'S13', text: '打扰了，我稍后再联系。' }

/** The greeting of every incoming call, whatever the screen shows (script S10). */
export function openingSentence(voice: DeskVoice): string {
  return `您好，${voice.serviceName}，${voice.agentNumber}号为您服务，请讲。`
}

/**
 * What may be said at this point.
 *
 * SECURITY: the phone may be in the boss's or the husband's hand. Before the agent has picked a person nothing here can
 * know a name, an employer, an earlier call or a matter: the function is not given them. Afterwards an incoming call
 * still hears nothing of a record until the caller has said both name and matter (S11), and a call-back names nobody
 * but the person asked for, and never the union, the complaint or the employer (S12, S13).
 */
export function spokenSuggestions(
  stage: TalkStage,
  picked: PickedPerson | null,
  voice: DeskVoice,
): readonly SpokenSuggestion[] {
  switch (stage) {
    case 'ringing':
      return [greeting(voice)]
    case 'listening':
      return picked === null ? [greeting(voice), ASK_WHO] : [greeting(voice)]
    case 'matter-told':
      return picked === null ? [ASK_WHO] : [KNOWN_CALLER]
    case 'calling-back':
      return picked === null
        ? []
        : [{ script: 'S12', text: `您好，请问是${picked.addressedAs}本人吗？现在说话方便吗？` }]
    case 'other-person-answered':
      return [WRONG_PERSON]
    default:
      return assertNever(stage)
  }
}

function greeting(voice: DeskVoice): SpokenSuggestion {
  return { script: 'S10', text: openingSentence(voice) }
}
