/** So far may two clocks differ before it is worth a correction: what a line takes on its way looks the same. */
const slackMs = 2_000

/**
 * How far the desk's clock is taken to be ahead, in ms. It stays what it was until it is clearly something else, or every time on the
 * screen would jump by what the last line took on its way.
 */
export function steadyAhead(before: number, measured: number): number {
  if (Math.abs(measured - before) < slackMs) return before
  return Math.abs(measured) < slackMs ? 0 : measured
}
