/** @typedef {import('./stage.mjs').Outcome} Outcome */

/**
 * The part of vitest's JSON report that is read here.
 * @typedef {{ testResults: { name: string, status: string, message: string, assertionResults:
 *   { fullName: string, status: string, failureMessages?: string[] }[] }[] }} VitestReport
 */

/**
 * The part of Playwright's JSON report that is read here.
 * @typedef {{ suites: PlaywrightSuite[], errors: { message?: string }[] }} PlaywrightReport
 * @typedef {{ title: string, suites?: PlaywrightSuite[], specs: { title: string, tests: PlaywrightTest[] }[] }} PlaywrightSuite
 * @typedef {{ status: 'expected' | 'unexpected' | 'flaky' | 'skipped', annotations: { type: string, description?: string }[],
 *   results: { errors: { message?: string }[] }[] }} PlaywrightTest
 */

/**
 * A file that could not even be loaded counts as one failed test. A skipped test has its reason in the name of its suite.
 *
 * @param {VitestReport} report
 * @returns {Outcome}
 */
export function readVitest(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: [
      ...brokenFiles.map((file) => ({ name: file.name, message: file.message })),
      ...tests
        .filter((test) => test.status === 'failed')
        .map((test) => ({ name: test.fullName, message: test.failureMessages?.join('\n') ?? '' })),
    ],
    skipped: tests
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => ({ name: test.fullName, reason: '' })),
  }
}

/**
 * @param {PlaywrightReport} report
 * @returns {Outcome}
 */
export function readPlaywright(report) {
  const tests = report.suites.flatMap((suite) => namedTests(suite, ''))
  const skipped = tests.filter(({ test }) => test.status === 'skipped')
  const failed = tests.filter(({ test }) => test.status === 'unexpected' || test.status === 'flaky')
  return {
    passed: tests.length - skipped.length - failed.length,
    failed: [
      ...report.errors.map((error) => ({ name: 'Playwright', message: plain(error.message) })),
      ...failed.map(({ name, test }) => ({
        name,
        message: plain(test.results.flatMap((result) => result.errors.map((error) => error.message)).join('\n')),
      })),
    ],
    skipped: skipped.map(({ name, test }) => ({ name, reason: test.annotations.map((note) => note.description).join(', ') })),
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

/** Playwright's messages are coloured even in its report. @param {string | undefined} message */
function plain(message = '') {
  return message.replaceAll(/\u001b\[[0-9;]*m/g, '')
}
