/**
 * How long to wait before try number `attempt` (1 = first retry), in milliseconds.
 * Exponential from `baseMs`, capped at `capMs`, with full jitter in the upper half so that many
 * consoles do not come back in step. `random` gives [0, 1).
 */
export function backoffMs(attempt: number, options: { baseMs: number; capMs: number }, random: () => number): number {
  const ceiling = Math.min(options.capMs, options.baseMs * 2 ** Math.max(0, attempt - 1))
  return Math.round(ceiling / 2 + (random() * ceiling) / 2)
}
