import type { RecordedEmotion } from '../ticket-event'
import { isAtLeast, severityRank } from './levels'
import type { Severity } from './levels'
import type { Grading, RatedRisk } from './severity'
import type { SuggestionState, Tagging } from './suggestion-state'
import type { Script, TagData } from './tag-data'

/** What the agent hears or has confirmed: a script helps before the tag is answered. */
export interface Signals {
  readonly risks: readonly RatedRisk[]
  readonly emotions: readonly RecordedEmotion[]
}

/** Confirmed tags and open suggestions; what was refused or denied no longer speaks. */
export function signalsOf(tagging: Tagging, suggestions: readonly SuggestionState[]): Signals {
  const open = suggestions.filter((suggestion) => suggestion.status === 'open').map((suggestion) => suggestion.proposal)
  return {
    risks: [
      ...tagging.risks,
      ...open.flatMap((proposal) =>
        proposal.group === 'risk' ? [{ code: proposal.code, severity: proposal.level }] : [],
      ),
    ],
    emotions: [
      ...(tagging.emotions.end ?? tagging.emotions.start ?? []),
      ...open.flatMap((proposal) =>
        proposal.group === 'emotion' ? [{ code: proposal.code, level: proposal.level }] : [],
      ),
    ],
  }
}

/** Soothing scripts that fit, the most fitting first; the closing one fits always and comes last. */
export function fittingScripts(signals: Signals, data: TagData): Script[] {
  return data.soothing
    .flatMap((id) => scriptById(id, data) ?? [])
    .map((script, index) => ({ script, index, fit: fitOf(script, signals) }))
    .filter(({ fit }) => fit >= 0)
    .sort((one, other) => other.fit - one.fit || one.index - other.index)
    .map(({ script }) => script)
}

export function scriptById(id: string, data: TagData): Script | null {
  return data.scripts.find((script) => script.id === id) ?? null
}

/** The one after `current`, round and round; the first when `current` fits no longer. Null when nothing fits. */
export function nextScript(fitting: readonly Script[], current: string | null): Script | null {
  const at = fitting.findIndex((script) => script.id === current)
  return fitting[(at + 1) % Math.max(1, fitting.length)] ?? null
}

/** Values for the `{slots}` of scripts, in the data's own words: 人数, 首次联系时限, 工号, 称呼. */
export type ScriptSlots = Readonly<Record<string, string | number | null | undefined>>

/** The words to say. A slot without a value is never guessed: the wording without it is said instead. */
export function scriptText(script: Script, slots: ScriptSlots): string {
  const isMissing = [...script.text.matchAll(/\{([^}]*)\}/g)].some(([, name = '']) => isEmpty(slots[name]))
  if (isMissing) return script.textWhenUnknown ?? ''
  return script.text.replace(/\{([^}]*)\}/g, (_, name: string) => String(slots[name]))
}

function isEmpty(value: string | number | null | undefined): boolean {
  return value === null || value === undefined || value === ''
}

/** What is said to a nuisance caller after so many warnings; after the last one it stays the farewell. The lead decides on more. */
export function warningScript(warningsGiven: number, data: TagData): Script | null {
  const { warnings } = data
  return scriptById(warnings[Math.min(Math.max(0, warningsGiven), warnings.length - 1)] ?? '', data)
}

export interface Question {
  /** Stable within the data's version: the key for ticking it off. */
  readonly id: string
  readonly text: string
}

/**
 * What to ask now, in this order. RED: the place first, because the second person sends help to it. EXTREME at ORANGE: the
 * plain question; asking does not plant the idea. A child on the line is asked about safety whatever the colour.
 */
export function questionsToAsk(
  grading: Grading,
  risks: readonly RatedRisk[],
  isChild: boolean,
  data: TagData,
): Question[] {
  const { red, orange, child } = data.questions
  const now = red
    .map(({ text, kinds }, index) => ({ id: `RED_${index + 1}`, text, kinds }))
    .filter(({ kinds }) => kinds === undefined || (grading.redKind !== null && kinds.includes(grading.redKind)))
    .map(({ id, text }) => ({ id, text }))
  const isPlain = risks.some(({ code, severity }) => code === orange.with.code && severity === orange.with.level)
  return [
    ...(grading.severity === 'RED' ? now : []),
    ...(isPlain ? [{ id: 'PLAIN', text: orange.text }] : []),
    ...(isChild ? [{ id: 'CHILD', text: child }] : []),
  ]
}

/**
 * Whether the psychological line is spoken of: `offer` = say that it exists and offer to connect, staying on the line;
 * `after-safety` = 110 and 120 first, the line is no substitute for them. It gets no order data.
 */
export function psychologicalOffer({ risks, emotions }: Signals, data: TagData): 'none' | 'offer' | 'after-safety' {
  const { risk, emotion, afterSafetyFrom } = data.psychologicalLine
  const danger = risks.filter(({ code }) => code === risk)
  if (danger.some(({ severity }) => isAtLeast(severity, afterSafetyFrom))) return 'after-safety'
  const isOffered =
    danger.length > 0 || emotions.some(({ code, level }) => code === emotion.code && level >= emotion.from)
  return isOffered ? 'offer' : 'none'
}

/** -1 = does not fit. Danger outweighs emotion, a script's own priority both. */
function fitOf({ fits, priority }: Script, { risks, emotions }: Signals): number {
  if (fits === undefined) return 0
  const heard = emotions.filter(({ code, level }) =>
    fits.emotions.some((floor) => floor.code === code && level >= floor.from),
  )
  const rated = risks.filter(({ code, severity }) =>
    fits.risks.some((floor) => floor.code === code && isAtLeast(severity, floor.from)),
  )
  const strongest = Math.max(
    -1,
    ...heard.map(({ level }) => level),
    ...rated.map(({ severity }) => riskWeight(severity)),
  )
  return strongest < 0 ? -1 : priority * 100 + strongest
}

function riskWeight(severity: Severity): number {
  return 10 + severityRank(severity)
}
