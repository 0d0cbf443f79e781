/** An employer that callers have named, to be offered while the agent types. */
export interface RecentEmployer {
  readonly name: string
  readonly lastUsedAt: number
  readonly times: number
}

/** So many are remembered; an employer that nobody has named for so long is typed again. */
export const maxRecentEmployers = 800

/** Counts names in; the list stays sorted by last use, newest first. Empty names are none. */
export function rememberEmployers(
  known: readonly RecentEmployer[],
  named: readonly { readonly name: string; readonly at: number }[],
): readonly RecentEmployer[] {
  if (named.length === 0) return known
  const byName = new Map(known.map((employer) => [employer.name, employer]))
  for (const { name: raw, at } of named) {
    const name = raw.trim()
    if (name === '') continue
    const before = byName.get(name)
    byName.set(name, { name, lastUsedAt: Math.max(at, before?.lastUsedAt ?? 0), times: (before?.times ?? 0) + 1 })
  }
  return [...byName.values()].sort((a, b) => b.lastUsedAt - a.lastUsedAt).slice(0, maxRecentEmployers)
}

/** Those whose name holds the text, names that begin with it first, then by last use. */
export function findEmployers(known: readonly RecentEmployer[], text: string, limit: number): readonly RecentEmployer[] {
  const wanted = text.trim().toLowerCase()
  const places = known.flatMap((employer) => {
    const at = employer.name.toLowerCase().indexOf(wanted)
    return at < 0 ? [] : [{ employer, begins: at === 0 }]
  })
  return places
    .sort((a, b) => Number(b.begins) - Number(a.begins) || b.employer.lastUsedAt - a.employer.lastUsedAt)
    .slice(0, limit)
    .map(({ employer }) => employer)
}
