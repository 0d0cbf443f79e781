import type { RecordedEmotion } from '../ticket-event'
import { higherSeverity, isAtLeast, lowerSeverity, oneUp, severityRank } from './levels'
import type { Severity } from './levels'
import type { RedKindCode, TagData } from './tag-data'

/** A confirmed risk tag, as drafts and tickets hold it. */
export interface RatedRisk {
  readonly code: string
  readonly severity: Severity
}

/** Why an order has its colour (定级依据): a code with its parameters, in the order in which it is read. */
export type GradeReason =
  | { readonly code: 'HIGHEST_TAG'; readonly risk: string; readonly level: Severity }
  | { readonly code: 'TWO_ORANGE'; readonly risks: readonly string[]; readonly level: Severity }
  | { readonly code: 'GROUP_AND_ANGER'; readonly risk: string; readonly emotion: string; readonly level: Severity }
  | { readonly code: 'DESPAIR'; readonly emotion: string; readonly risk: string; readonly level: Severity }
  | { readonly code: 'LIFTED_BY_SENSITIVE'; readonly risk: string; readonly from: Severity; readonly level: Severity }
  | { readonly code: 'CAPPED'; readonly risk: string; readonly from: Severity; readonly level: Severity }
  | { readonly code: 'NO_OTHER_RED'; readonly risk: string; readonly level: Severity }
  | { readonly code: 'LEFT_OUT_OF_ACTION'; readonly risks: readonly string[]; readonly level: Severity | null }

/** A tag that a combination rule brings up; for the agent to confirm, counted in nothing until then. */
export interface RuleSuggestion {
  readonly code: string
  readonly level: Severity
  readonly rule: 'GROUP_AND_ANGER' | 'DESPAIR'
}

export interface Grading {
  /** The colour; null = no risk. */
  readonly severity: Severity | null
  /** What decides the compulsory actions: the same rules without AMOUNT and REPEAT, which only bring supervision. */
  readonly actionLevel: Severity | null
  /** Set exactly when the colour is RED. */
  readonly redKind: RedKindCode | null
  readonly reasons: readonly GradeReason[]
  readonly suggestions: readonly RuleSuggestion[]
}

/**
 * The colour of an order from its confirmed tags and recorded emotions, by the combination rules of the tag data.
 * Adding a tag or raising one never lowers the result; the order of the tags changes nothing.
 */
export function severityOf(risks: readonly RatedRisk[], emotions: readonly RecordedEmotion[], data: TagData): Grading {
  const all = grade(risks, emotions, data)
  const { leftOutOfAction } = data.combine
  const action = grade(
    risks.filter((risk) => !leftOutOfAction.includes(risk.code)),
    emotions,
    data,
  )
  const leftOut = all.counted.filter((risk) => leftOutOfAction.includes(risk.code)).map((risk) => risk.code)
  const lowered: GradeReason[] =
    all.severity === action.severity ? [] : [{ code: 'LEFT_OUT_OF_ACTION', risks: leftOut, level: action.severity }]
  return {
    severity: all.severity,
    actionLevel: action.severity,
    redKind: all.severity === 'RED' ? redKindOf(all, data) : null,
    reasons: [...all.reasons, ...lowered],
    suggestions: all.suggestions,
  }
}

/** The highest level that the criteria of a tag know; null for a code that the data does not hold. */
export function topLevelOf(code: string, data: TagData): Severity | null {
  const risk = data.risks.find((known) => known.code === code)
  return risk?.criteria.reduce<Severity | null>((top, { level }) => higherSeverity(level, top), null) ?? null
}

interface Counted {
  readonly code: string
  /** As confirmed, within the tag's own limits. */
  readonly own: Severity
  /** With what SENSITIVE lifts. */
  readonly level: Severity
}

interface Grade {
  readonly severity: Severity | null
  readonly counted: readonly Counted[]
  readonly twoOrange: readonly string[]
  readonly reasons: readonly GradeReason[]
  readonly suggestions: readonly RuleSuggestion[]
}

function grade(risks: readonly RatedRisk[], emotions: readonly RecordedEmotion[], data: TagData): Grade {
  const { counted, reasons } = countTags(risks, data)
  const highest = counted.reduce<Severity | null>((top, risk) => higherSeverity(risk.level, top), null)
  const twoOrange = twoOrangeRisks(counted, data)
  const rules = [...angerRule(counted, emotions, data), ...despairRule(counted, emotions, data)]
  const raised = twoOrange.length > 0 ? higherSeverity(data.combine.twoOrange.becomes, highest) : highest
  const severity = rules.reduce((level, rule) => higherSeverity(rule.reason.level, level), raised)
  return {
    severity,
    counted,
    twoOrange,
    reasons: [
      ...counted.filter((risk) => risk.level === severity).map((risk) => highestTag(risk)),
      ...(twoOrange.length > 0
        ? [{ code: 'TWO_ORANGE' as const, risks: twoOrange, level: data.combine.twoOrange.becomes }]
        : []),
      ...rules.map((rule) => rule.reason),
      ...reasons,
    ],
    suggestions: rules.flatMap((rule) => rule.suggestion),
  }
}

function highestTag({ code, level }: Counted): GradeReason {
  return { code: 'HIGHEST_TAG', risk: code, level }
}

function countTags(risks: readonly RatedRisk[], data: TagData): { counted: Counted[]; reasons: GradeReason[] } {
  const { sensitive } = data.combine
  const reasons: GradeReason[] = []
  const own = withinLimits(oneOfEach(risks), data, reasons)
  const isSensitive = own.some((risk) => risk.code === sensitive.code)
  const counted = own.map(({ code, severity }) => {
    const isLifted = isSensitive && sensitive.lifts.includes(code) && !isAtLeast(severity, sensitive.upTo)
    const level = isLifted ? lowerSeverity(oneUp(severity), sensitive.upTo) : severity
    if (isLifted) reasons.push({ code: 'LIFTED_BY_SENSITIVE', risk: code, from: severity, level })
    return { code, own: severity, level }
  })
  return { counted, reasons }
}

/** One entry per code at its highest level, in an order that doesn't depend on when it was ticked. */
function oneOfEach(risks: readonly RatedRisk[]): RatedRisk[] {
  const byCode = new Map<string, Severity>()
  for (const { code, severity } of risks) byCode.set(code, higherSeverity(severity, byCode.get(code) ?? null))
  return [...byCode]
    .map(([code, severity]) => ({ code, severity }))
    .sort((one, other) => severityRank(other.severity) - severityRank(one.severity) || (one.code < other.code ? -1 : 1))
}

function withinLimits(risks: readonly RatedRisk[], data: TagData, reasons: GradeReason[]): RatedRisk[] {
  const { standsOnOther } = data.combine
  const capped = risks.map((risk) => {
    const level = lowerSeverity(risk.severity, topLevelOf(risk.code, data) ?? risk.severity)
    if (level !== risk.severity) reasons.push({ code: 'CAPPED', risk: risk.code, from: risk.severity, level })
    return { code: risk.code, severity: level }
  })
  const hasRed = capped.some((risk) => risk.severity === 'RED' && !standsOnOther.includes(risk.code))
  return capped.map((risk) => {
    if (hasRed || risk.severity !== 'RED' || !standsOnOther.includes(risk.code)) return risk
    reasons.push({ code: 'NO_OTHER_RED', risk: risk.code, level: 'ORANGE' })
    return { code: risk.code, severity: 'ORANGE' }
  })
}

/** What SENSITIVE has lifted does not count here. */
function twoOrangeRisks(counted: readonly Counted[], data: TagData): string[] {
  const { risks } = data.combine.twoOrange
  const orange = counted
    .filter((risk) => risks.includes(risk.code) && isAtLeast(risk.own, 'ORANGE'))
    .map((risk) => risk.code)
  return orange.length >= 2 ? orange : []
}

interface AppliedRule {
  readonly reason: GradeReason & { readonly level: Severity }
  readonly suggestion: readonly RuleSuggestion[]
}

function angerRule(counted: readonly Counted[], emotions: readonly RecordedEmotion[], data: TagData): AppliedRule[] {
  const rule = data.combine.groupAndAnger
  const group = counted.find((risk) => risk.code === rule.risk)
  const emotion = emotions.find(({ code, level }) => rule.emotions.includes(code) && level >= rule.emotionFrom)
  if (group === undefined || emotion === undefined || !isAtLeast(group.level, rule.from)) return []
  const { code, level } = rule.suggests
  return [
    {
      reason: { code: 'GROUP_AND_ANGER', risk: rule.risk, emotion: emotion.code, level: rule.atLeast },
      suggestion: missing(counted, code, level) ? [{ code, level, rule: 'GROUP_AND_ANGER' }] : [],
    },
  ]
}

function despairRule(counted: readonly Counted[], emotions: readonly RecordedEmotion[], data: TagData): AppliedRule[] {
  const rule = data.combine.despair
  if (!emotions.some(({ code, level }) => code === rule.emotion && level >= rule.from)) return []
  const { risk, atLeast } = rule
  return [
    {
      reason: { code: 'DESPAIR', emotion: rule.emotion, risk, level: atLeast },
      suggestion: missing(counted, risk, atLeast) ? [{ code: risk, level: atLeast, rule: 'DESPAIR' }] : [],
    },
  ]
}

function missing(counted: readonly Counted[], code: string, level: Severity): boolean {
  return !counted.some((risk) => risk.code === code && isAtLeast(risk.own, level))
}

/** 人身 wins over 事态 when both apply; a risk of neither list is an event. */
function redKindOf({ counted, twoOrange }: Grade, data: TagData): RedKindCode {
  const person = data.redKinds.find((kind) => kind.code === 'RED_PERSON')?.risks ?? []
  const red = counted.filter((risk) => risk.level === 'RED').map((risk) => risk.code)
  return [...red, ...twoOrange].some((code) => person.includes(code)) ? 'RED_PERSON' : 'RED_EVENT'
}
