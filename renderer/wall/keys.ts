import type { WallKind } from '../../shared/ipc/values'

/** What a key means on the wall, outside of a dialogue; null where it is none of ours. */
export type WallKey = { readonly kind: 'view'; readonly view: WallKind } | { readonly kind: 'print' | 'help' } | { readonly kind: 'move'; readonly by: Move }

export type Move = 'next' | 'previous' | 'next-row' | 'previous-row' | 'first' | 'last'

const plain: Readonly<Record<string, WallKey>> = {
  '1': { kind: 'view', view: 'lead' },
  '2': { kind: 'view', view: 'room' },
  F1: { kind: 'help' },
  ArrowRight: { kind: 'move', by: 'next' },
  ArrowLeft: { kind: 'move', by: 'previous' },
  ArrowDown: { kind: 'move', by: 'next-row' },
  ArrowUp: { kind: 'move', by: 'previous-row' },
  Home: { kind: 'move', by: 'first' },
  End: { kind: 'move', by: 'last' },
}

export function wallKey({ key, ctrlKey, altKey, metaKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>): WallKey | null {
  if ((ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'p') return { kind: 'print' }
  if (ctrlKey || altKey || metaKey || shiftKey) return null
  return Object.hasOwn(plain, key) ? (plain[key] ?? null) : null
}

/** Where something that can have the focus lies on the screen, in CSS pixels. */
export interface Spot {
  readonly x: number
  readonly y: number
}

/**
 * The one that an arrow leads to among the things of one list, by their places in reading order; the focus stays at the ends. Up and
 * down go to the nearest in the row above or below, so that it works for a column and for a grid alike.
 */
export function moveFocus(spots: readonly Spot[], at: number, by: Move): number {
  const here = spots[at]
  if (here === undefined) return spots.length === 0 ? -1 : 0
  switch (by) {
    case 'first':
      return 0
    case 'last':
      return spots.length - 1
    case 'next':
      return Math.min(at + 1, spots.length - 1)
    case 'previous':
      return Math.max(at - 1, 0)
    case 'next-row':
      return nearestInRow(spots, at, here, 1)
    case 'previous-row':
      return nearestInRow(spots, at, here, -1)
  }
}

/** Things of one row may differ by some pixels in height. */
const rowSlack = 4

function nearestInRow(spots: readonly Spot[], at: number, here: Spot, direction: 1 | -1): number {
  const beyond = spots
    .map((spot, index) => ({ spot, index, rows: (spot.y - here.y) * direction }))
    .filter(({ rows }) => rows > rowSlack)
  const nearest = Math.min(...beyond.map(({ rows }) => rows))
  const row = beyond.filter(({ rows }) => rows <= nearest + rowSlack)
  return row.reduce((best, each) => (Math.abs(each.spot.x - here.x) < Math.abs(best.spot.x - here.x) ? each : best), row[0] ?? { spot: here, index: at, rows: 0 }).index
}
