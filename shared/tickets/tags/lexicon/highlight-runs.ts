import type { Hit } from './suggest-tags'

/** A stretch of the typed text under which the same hits lie: what a screen marks in one go. */
export interface HighlightRun {
  readonly start: number
  readonly end: number
  readonly hits: readonly Hit[]
}

/** Cuts overlapping hits into runs that don't overlap, in reading order; text without a hit is left out. */
export function highlightRuns(hits: readonly Hit[]): HighlightRun[] {
  const edges = [...new Set(hits.flatMap((hit) => [hit.start, hit.end]))].sort((one, other) => one - other)
  const sorted = [...hits].sort((one, other) => one.start - other.start)
  const runs: HighlightRun[] = []
  let open: Hit[] = []
  let next = 0
  edges.forEach((start, index) => {
    const end = edges[index + 1]
    open = open.filter((hit) => hit.end > start)
    for (let hit = sorted[next]; hit !== undefined && hit.start <= start; hit = sorted[next]) {
      if (hit.end > start) open.push(hit)
      next += 1
    }
    if (end !== undefined && open.length > 0) runs.push({ start, end, hits: [...open] })
  })
  return runs
}
