import type { KnowledgeBase, KnowledgeEntry, LocalFigure } from './knowledge-base'

/**
 * A figure on a day. A missing value is shown as 待填 and looked up, never guessed; an expired one is struck through and
 * never read out.
 */
export type FigureState =
  | { readonly state: 'current'; readonly figure: LocalFigure; readonly value: string }
  | { readonly state: 'not-yet'; readonly figure: LocalFigure; readonly value: string; readonly from: string }
  | { readonly state: 'expired'; readonly figure: LocalFigure; readonly value: string; readonly to: string }
  | { readonly state: 'missing'; readonly figure: LocalFigure }

/** `today` is a day in Asia/Shanghai, `YYYY-MM-DD`. */
export function figureState(figure: LocalFigure, today: string): FigureState {
  const { value, from, to } = figure
  if (value === null) return { state: 'missing', figure }
  if (to !== null && to < today) return { state: 'expired', figure, value, to }
  if (from !== null && from > today) return { state: 'not-yet', figure, value, from }
  return { state: 'current', figure, value }
}

const usefulness: Record<FigureState['state'], number> = { current: 3, 'not-yet': 2, expired: 1, missing: 0 }

/** The figures that an answer speaks of, one per code: of several rows the one in force, else the one that tells most. */
export function figuresOf(entry: Pick<KnowledgeEntry, 'figures'>, kb: KnowledgeBase, today: string): FigureState[] {
  return entry.figures.flatMap((code) => {
    const states = kb.localFigures.filter((figure) => figure.code === code).map((figure) => figureState(figure, today))
    const best = states.reduce<FigureState | null>(
      (known, next) => (known === null || isBetter(next, known) ? next : known),
      null,
    )
    return best === null ? [] : [best]
  })
}

function isBetter(next: FigureState, known: FigureState): boolean {
  const gain = usefulness[next.state] - usefulness[known.state]
  return gain > 0 || (gain === 0 && (next.figure.from ?? '') > (known.figure.from ?? ''))
}
