/** A straight line through measurements, by least squares. */
export interface Slope {
  readonly perStep: number
  /** Half the width of the 95 % confidence interval of `perStep`. */
  readonly uncertainty: number
  /** Zero lies within the interval, or the line falls. */
  readonly isZeroOrLess: boolean
}

/** 97.5 % quantiles of Student's t; between two of them the wider one is taken. */
const quantiles: readonly (readonly [degrees: number, quantile: number])[] = [[3, 3.182], [5, 2.571], [8, 2.306], [10, 2.228], [15, 2.131], [20, 2.086], [30, 2.042]]

/** Of values taken after equal steps; at least five of them. */
export function slopeOf(values: readonly number[]): Slope {
  const count = values.length
  const degrees = count - 2
  const quantile = quantiles.findLast(([from]) => from <= degrees)?.[1]
  if (quantile === undefined) throw new Error(`${count} values are too few for a slope`)
  const meanX = (count - 1) / 2
  const meanY = values.reduce((sum, value) => sum + value, 0) / count
  const spread = values.reduce((sum, _value, x) => sum + (x - meanX) ** 2, 0)
  const perStep = values.reduce((sum, value, x) => sum + (x - meanX) * (value - meanY), 0) / spread
  const rest = values.reduce((sum, value, x) => sum + (value - meanY - perStep * (x - meanX)) ** 2, 0)
  const uncertainty = quantile * Math.sqrt(rest / degrees / spread)
  return { perStep, uncertainty, isZeroOrLess: perStep <= uncertainty }
}
