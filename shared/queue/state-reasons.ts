import { z } from 'zod'
import type { AgentState, AwayKind } from './agent-state'
import type { StateLimits } from './state-limits'
import raw from './agent-states.json'

const limitMinutes = z.int().min(1).max(600).nullable()
const words = { code: z.string().regex(/^[A-Z][A-Z_]{1,59}$/), zh: z.string().min(1), en: z.string().min(1), limitMinutes }

const stateReasonSchema = z.object({ ...words, of: z.enum(['break', 'meeting', 'training', 'busy']) })
/** Why an agent is away, in both languages; `limitMinutes` null = as long as it takes. */
export type StateReason = z.infer<typeof stateReasonSchema>

const { code, zh, en } = words
const { rest, restEndings: endings, reasons } = z
  .object({ rest: z.object(words), restEndings: z.array(z.object({ code, zh, en })).min(1), reasons: z.array(stateReasonSchema).min(1) })
  .parse(raw)

export const stateReasons: readonly StateReason[] = reasons
/** The rest after a RED call as it is set in the limits, beside the reasons. */
export const redRest = rest

/** Why an agent ends the own rest, as long as no lead can. */
export const restEndings = endings

/** In the order of the keys that choose them. */
export function reasonsOf(kind: AwayKind): readonly StateReason[] {
  return stateReasons.filter(({ of }) => of === kind)
}

/** A code of a list that has changed since is shown as it is. */
export function reasonWords(code: string, locale: string): string {
  const found = [...stateReasons, ...restEndings, redRest].find((reason) => reason.code === code)
  return found === undefined ? code : locale === 'en' ? found.en : found.zh
}

/** What a kind stands at where the reason was lost with the page: the first of its list. */
export function usualReason(kind: AwayKind): string {
  return reasonsOf(kind)[0]?.code ?? 'OTHER'
}

/** Minutes that a reason, or the rest after RED (`AFTER_RED`), may take; null = no limit. */
export function limitMinutesOf(code: string, limits: StateLimits): number | null {
  const own = Object.hasOwn(limits, code) ? limits[code] : undefined
  if (own !== undefined) return own === 0 ? null : own
  return (code === redRest.code ? redRest : stateReasons.find((reason) => reason.code === code))?.limitMinutes ?? null
}

export interface StateTime {
  readonly spentMs: number
  readonly limitMs: number | null
  /** Null while there is time left, or no limit. */
  readonly overMs: number | null
}

/** How long a state has lasted at `now`, against its limit. A clock that was set back makes no negative time. */
export function timeInState(state: AgentState, limits: StateLimits, now: number): StateTime {
  const spentMs = Math.max(0, now - state.since)
  const code = 'reason' in state ? state.reason : state.kind === 'red-rest' ? redRest.code : null
  const minutes = code === null ? null : limitMinutesOf(code, limits)
  const limitMs = minutes === null ? null : minutes * 60_000
  return { spentMs, limitMs, overMs: limitMs === null || spentMs < limitMs ? null : spentMs - limitMs }
}
