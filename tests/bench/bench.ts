/** One number that a benchmark found. */
export type Measurement = {
  /** What was measured, e.g. `ring to painted card, p95`. */
  readonly what: string
  readonly value: number
  /** e.g. `frames`, `ms`, `per second`. */
  readonly unit: string
  /** Where a bound is stated, the benchmark fails above (`atMost`) or below (`atLeast`) it. */
  readonly atMost?: number
  readonly atLeast?: number
}

/** What `tests/bench/<name>.bench.ts` exports as `bench`. It runs with the app built and a screen at hand. */
export type Bench = {
  run(): Promise<readonly Measurement[]>
}

/** The value below which this share (0..1) of the values lies, by nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
