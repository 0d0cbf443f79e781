import { epochMs } from '../../lib/clock'
import type { EpochMs } from '../../lib/clock'
import type { RecordedEmotion } from '../ticket-event'
import { isAtLeast } from './levels'
import type { Severity } from './levels'
import { severityOf } from './severity'
import type { Grading, RatedRisk } from './severity'
import type { ActionStep, TagData } from './tag-data'

/** One compulsory action. Its words stand in the locales' `tags.json` under `action.<code>`. */
export interface ActionItem {
  /** Stable; the key under which a draft notes when it was done. */
  readonly code: string
  readonly kind: 'step' | 'notify'
  readonly who: ActionStep['who']
  /** Null = during the call, without a moment of its own, or the level's start isn't known. */
  readonly due: EpochMs | null
  readonly doneAt: EpochMs | null
  /** Only where it fits (110 for a crowd: violence, fire, height, a blocked road); never counted as missing. */
  readonly isOptional: boolean
}

export interface ActionSituation {
  readonly grading: Grading
  readonly risks: readonly RatedRisk[]
  /** When the action level was reached, see `levelReachedAt`; limits count from it. */
  readonly since: number | null
  readonly isConfidential: boolean
  readonly done: Readonly<Record<string, number>>
}

/**
 * The compulsory actions of the action level (the colour without AMOUNT and REPEAT), in the order in which they are done.
 * A secret order at ORANGE tells the duty lead and one named handler only; under RED those who act see everything.
 */
export function compulsoryActions(situation: ActionSituation, data: TagData): ActionItem[] {
  const { grading, since, done } = situation
  const actions = data.actions.find((known) => known.level === grading.actionLevel)
  if (actions === undefined) return []
  const item = (
    code: string,
    kind: ActionItem['kind'],
    who: ActionItem['who'],
    dueS?: number,
    isOptional = false,
  ): ActionItem => {
    const doneAt = done[code]
    return {
      code,
      kind,
      who,
      due: dueS === undefined || since === null ? null : epochMs(since + dueS * 1000),
      doneAt: doneAt === undefined ? null : epochMs(doneAt),
      isOptional,
    }
  }
  const steps = actions.steps.filter((step) => applies(step, situation))
  return [
    ...steps.map((step) => item(step.code, 'step', step.who, step.dueS, step.optional)),
    ...notified(situation, data).map((code) => item(`NOTIFY_${code}`, 'notify', 'lead')),
  ]
}

/** Standing effects of the action level (督办, no extension, rest after the call ...), for whoever enforces them. */
export function dutiesOf(actionLevel: Severity | null, data: TagData): readonly string[] {
  return data.actions.find((known) => known.level === actionLevel)?.duties ?? []
}

/** The next limit that runs out: the earliest due time of what isn't done. */
export function nextDue(items: readonly ActionItem[]): ActionItem | null {
  const running = items.filter((item) => item.due !== null && item.doneAt === null && !item.isOptional)
  return running.reduce<ActionItem | null>(
    (next, item) => (next === null || (item.due ?? 0) < (next.due ?? 0) ? item : next),
    null,
  )
}

/**
 * When the action level of now was first reached, from the times at which the tags were confirmed: the second ORANGE tag
 * makes RED, not the first. Null without a confirmed tag that counts. Emotions carry no time and count from the start.
 */
export function levelReachedAt(
  risks: readonly (RatedRisk & { readonly confirmedAt: number })[],
  emotions: readonly RecordedEmotion[],
  data: TagData,
): EpochMs | null {
  const level = severityOf(risks, emotions, data).actionLevel
  if (level === null) return null
  const times = risks.map((risk) => risk.confirmedAt).sort((one, other) => one - other)
  const reached = times.find((time) => {
    const soFar = risks.filter((risk) => risk.confirmedAt <= time)
    return isAtLeast(severityOf(soFar, emotions, data).actionLevel, level)
  })
  return reached === undefined ? null : epochMs(reached)
}

function applies(step: ActionStep, { grading, risks }: ActionSituation): boolean {
  if (step.kinds !== undefined && (grading.redKind === null || !step.kinds.includes(grading.redKind))) return false
  const { onlyWith } = step
  return (
    onlyWith === undefined || risks.some(({ code, severity }) => code === onlyWith.code && severity === onlyWith.level)
  )
}

function notified({ grading, isConfidential }: ActionSituation, data: TagData): readonly string[] {
  if (grading.actionLevel === 'RED') return data.redKinds.find((kind) => kind.code === grading.redKind)?.notify ?? []
  const actions = data.actions.find((known) => known.level === grading.actionLevel)
  return (isConfidential ? actions?.notifyConfidential : undefined) ?? actions?.notify ?? []
}
