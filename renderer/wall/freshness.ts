/** Where a part of the wall comes from, and when it was last heard, in this computer's own time. */
export interface SourceAge {
  /** Null: never heard in this life of the page. */
  readonly heardAt: number | null
  /** It says something at least this often while it is well. */
  readonly heartbeatMs: number
  /** What lies behind it (the PBX behind a desk that answers) is away since; null while it is there. */
  readonly awaySince: number | null
}

/**
 * What may be said of a part: only `live` is shown as the present. `at`: the moment that what is shown was true.
 *
 * ```
 * none --heard--> live --(two heartbeats missed | the clock was put back)--> stale --heard--> live
 *                  | what lies behind it is away --> away --it is back--> live
 * ```
 */
export type Freshness =
  | { readonly kind: 'none' }
  | { readonly kind: 'live'; readonly at: number }
  | { readonly kind: 'stale'; readonly at: number }
  | { readonly kind: 'away'; readonly at: number; readonly since: number }

const missedBeats = 2

/**
 * Nothing old is ever shown as live: neither after two missed heartbeats, nor when the clock was put back so far that the age of
 * what was heard can't be told any more.
 */
export function freshness({ heardAt, heartbeatMs, awaySince }: SourceAge, now: number): Freshness {
  if (heardAt === null) return { kind: 'none' }
  const age = now - heardAt
  if (age >= missedBeats * heartbeatMs || age <= -heartbeatMs) return { kind: 'stale', at: heardAt }
  if (awaySince !== null) return { kind: 'away', at: Math.min(awaySince, heardAt), since: awaySince }
  return { kind: 'live', at: heardAt }
}

/** The worst of several: a part that is made of two sources is as fresh as the older one. */
export function leastFresh(all: readonly [Freshness, ...Freshness[]]): Freshness {
  const rank = { live: 0, away: 1, stale: 2, none: 3 } as const
  return all.reduce((worst, each) => {
    if (rank[each.kind] !== rank[worst.kind]) return rank[each.kind] > rank[worst.kind] ? each : worst
    return 'at' in each && 'at' in worst && each.at < worst.at ? each : worst
  })
}

/** Until when timers may run: those of a part that is not live stand still where it was last known. Null: they run. */
export function frozenAt(fresh: Freshness): number | null {
  return fresh.kind === 'live' ? null : fresh.kind === 'none' ? 0 : fresh.at
}

export function isSame(one: Freshness, other: Freshness): boolean {
  // Of a part that is live the moment changes all the time, and its age ticks by itself.
  if (one.kind === 'live' && other.kind === 'live') return true
  return JSON.stringify(one) === JSON.stringify(other)
}
