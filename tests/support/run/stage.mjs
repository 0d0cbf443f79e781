/**
 * What became of a stage of the test command.
 * @typedef {{ name: string, passed: number, failed: Failure[], skipped: Skip[], files?: FileTime[], ms: number }} StageResult
 * @typedef {{ name: string, message: string }} Failure
 * @typedef {{ name: string, reason: string }} Skip
 */

/** How long the tests of a file took, what is done before and after them included. @typedef {{ name: string, ms: number }} FileTime */

/** A stage: its name, and what it takes to run it. @typedef {{ name: string, run: () => Promise<Outcome> }} Stage */
/** @typedef {Omit<StageResult, 'name' | 'ms'>} Outcome */

const slowestShown = 5

/**
 * Runs a stage and says at once how it went, and which of its files took longest. Whatever goes wrong in it is a failure of that
 * stage, so that the others still run.
 *
 * @param {Stage} stage
 * @returns {Promise<StageResult>}
 */
export async function runStage({ name, run }) {
  const start = performance.now()
  const outcome = await run().catch((error) => failure(name, error instanceof Error ? error.message : String(error)))
  const result = { name, ...outcome, ms: Math.round(performance.now() - start) }
  const seconds = (result.ms / 1000).toFixed(1)
  console.log(`${name.padEnd(12)} ${result.passed} passed, ${result.failed.length} failed, ${result.skipped.length} skipped  (${seconds} s)`)
  const slowest = (result.files ?? []).toSorted((a, b) => b.ms - a.ms).slice(0, slowestShown)
  if (slowest.length > 0) console.log(`  slowest    ${slowest.map((file) => `${file.name} ${(file.ms / 1000).toFixed(1)}`).join(', ')}`)
  for (const { name: test, message } of result.failed) console.log(`\n  FAILED  ${test}\n${indent(plain(message))}\n`)
  return result
}

/**
 * Runs lists of stages beside each other, each list one stage after the other.
 *
 * @param {readonly (readonly Stage[])[]} lists
 * @returns {Promise<StageResult[]>} in the order of the lists
 */
export async function runBeside(lists) {
  const runs = lists.map(async (stages) => {
    const results = []
    for (const stage of stages) results.push(await runStage(stage))
    return results
  })
  return (await Promise.all(runs)).flat()
}

/** @returns {Outcome} */
export function success() {
  return { passed: 1, failed: [], skipped: [] }
}

/**
 * @param {string} name
 * @param {string} message
 * @returns {Outcome}
 */
export function failure(name, message) {
  return { passed: 0, failed: [{ name, message }], skipped: [] }
}

/** Without the colours that tools give their messages even in a report. @param {string} text */
export function plain(text) {
  return text.replaceAll(/\u001b\[[0-9;]*m/g, '')
}

/** @param {string} text */
function indent(text) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
}
