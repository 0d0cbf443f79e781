/** @typedef {import('./stage.mjs').StageResult} StageResult */

/**
 * Prints what was skipped and why, what failed, how long each stage took, and the sum as the last line.
 *
 * @param {readonly StageResult[]} results
 * @returns {number} exit code
 */
export function summarize(results) {
  const skipped = results.flatMap((result) => result.skipped)
  const failed = results.flatMap((result) => result.failed.map(({ name }) => `${result.name}: ${name}`))
  const passed = results.reduce((sum, result) => sum + result.passed, 0)

  if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.map(({ name, reason }) => `  ${name}${reason && ` (${reason})`}`).join('\n')}`)
  if (failed.length > 0) console.log(`\nFailed:\n${failed.map((name) => `  ${name}`).join('\n')}`)
  console.log(`\ntimings ${JSON.stringify(Object.fromEntries(results.map(({ name, ms }) => [name, ms])))}`)
  console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`)
  return failed.length === 0 ? 0 : 1
}
