import { assertNever } from '../lib/assert-never'
import { DAY_MS } from '../callers/local-day'
import { isGood, type GoLiveAge, type GoLiveCheck } from './go-live-check'
import type { GoLiveFinding, GoLiveResult } from './go-live-sheet'

/** Why a check is red: nobody has shown it, it was shown to fail, too long ago, or the desk sees that it is not so. */
export type RedWhy = 'never' | 'failed' | 'too-old' | 'found'
/** `until`: when it turns red by itself; null where only the desk's own look decides. */
export type GoLiveLight = { readonly light: 'green'; readonly until: number | null } | { readonly light: 'red'; readonly why: RedWhy }

export type GoLiveAges = Readonly<Record<GoLiveAge | 'certificateDays', number>>

export interface ShownCheck {
  readonly result: GoLiveResult | null
  readonly finding: GoLiveFinding | null
}

const red = (why: RedWhy): GoLiveLight => ({ light: 'red', why })

/** Red until proven, and again when the proof is old. `now` is the desk's, in milliseconds. */
export function lightOf(check: GoLiveCheck, { result, finding }: ShownCheck, ages: GoLiveAges, now: number): GoLiveLight {
  switch (check.proof) {
    case 'desk':
      if (finding?.isGood === true) return { light: 'green', until: null }
      return check.id === 'certificates' && result !== null ? stated(result, ages, now) : red('found')
    case 'dial':
    case 'line':
    case 'statement': {
      if (result === null) return red('never')
      if (!isGood(check.id, result.evidence)) return red('failed')
      const until = (result.evidence.kind === 'statement' ? startOfDay(result.evidence.on) : result.at) + ages[check.age ?? 'routeDays'] * DAY_MS
      return now < until ? { light: 'green', until } : red('too-old')
    }
    default:
      return assertNever(check.proof)
  }
}

/** A day that somebody read off a certificate counts as long as there is time left to renew it. */
function stated({ evidence }: GoLiveResult, { certificateDays }: GoLiveAges, now: number): GoLiveLight {
  if (evidence.kind !== 'statement' || evidence.until === null) return red('found')
  const until = startOfDay(evidence.until) - certificateDays * DAY_MS
  return now < until ? { light: 'green', until } : red('too-old')
}

/** Midnight in Asia/Shanghai, which has no summer time. */
function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`)
}
