/** @typedef {import('./stage.mjs').Outcome} Outcome */

/**
 * The part of Playwright's JSON report that is read here.
 * @typedef {{ suites: PlaywrightSuite[], errors: { message?: string }[] }} PlaywrightReport
 * @typedef {{ title: string, suites?: PlaywrightSuite[], specs: { title: string, tests: PlaywrightTest[] }[] }} PlaywrightSuite
 * @typedef {{ status: 'expected' | 'unexpected' | 'flaky' | 'skipped', annotations: { type: string, description?: string }[],
 *   results: { errors: { message?: string }[] }[] }} PlaywrightTest
 */

/**
 * What became of all tests; an error outside of them is a failure too.
 *
 * @param {PlaywrightReport} report
 * @returns {Outcome}
 */
export function outcomeOf(report) {
  const tests = report.suites.flatMap((suite) => namedTests(suite, ''))
  const skipped = tests.filter(({ test }) => test.status === 'skipped')
  const failed = tests.filter(({ test }) => test.status === 'unexpected' || test.status === 'flaky')
  return {
    passed: tests.length - skipped.length - failed.length,
    failed: [
      ...report.errors.map((error) => ({ name: 'Playwright', message: error.message ?? '' })),
      ...failed.map(({ name, test }) => ({
        name,
        message: test.results.flatMap((result) => result.errors.map((error) => error.message)).join('\n'),
      })),
    ],
    skipped: skipped.map(({ name, test }) => ({ name, reason: reasonOf(test) })),
  }
}

/**
 * @param {PlaywrightSuite} suite
 * @param {string} above
 * @returns {{ name: string, test: PlaywrightTest }[]}
 */
function namedTests(suite, above) {
  const name = `${above}${suite.title} > `
  return [
    ...suite.specs.flatMap((spec) => spec.tests.map((test) => ({ name: `${name}${spec.title}`, test }))),
    ...(suite.suites ?? []).flatMap((inner) => namedTests(inner, name)),
  ]
}

/** A test that was not meant to be skipped stands behind another one of its group that failed. @param {PlaywrightTest} test */
function reasonOf({ annotations }) {
  const reasons = annotations.filter(({ type }) => type === 'skip').map(({ description = '' }) => description)
  return reasons.length > 0 ? reasons.join(', ') : 'not run: another test of its group failed'
}
