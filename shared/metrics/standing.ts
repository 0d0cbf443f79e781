import type { Figure, FigureCode } from './figure'
import type { FigureSettings } from './figure-settings'

/** How a figure stands to its target. */
export type Standing =
  | { readonly kind: 'no-target' }
  | { readonly kind: 'nothing-yet'; readonly target: number }
  | { readonly kind: 'met'; readonly target: number }
  /** `by` points, in percent. */
  | { readonly kind: 'missed'; readonly target: number; readonly by: number }

/** Of these less is better. */
const lessIsBetter: ReadonlySet<FigureCode> = new Set(['ABANDON', 'INVALID', 'RETURN', 'EXTEND', 'REWORK', 'REPEAT'])

export function standingOf({ code, unit, value }: Pick<Figure, 'code' | 'unit' | 'value'>, { targets }: Pick<FigureSettings, 'targets'>): Standing {
  const target = unit === 'percent' ? targets[code] : undefined
  if (target === undefined) return { kind: 'no-target' }
  if (value === null) return { kind: 'nothing-yet', target }
  const by = lessIsBetter.has(code) ? value - target : target - value
  return by <= 0 ? { kind: 'met', target } : { kind: 'missed', target, by }
}
