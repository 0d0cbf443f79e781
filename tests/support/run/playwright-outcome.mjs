import path from 'node:path'
import { plain } from './stage.mjs'

/** @typedef {import('./stage.mjs').Outcome} Outcome */

/**
 * The part of Playwright's JSON report that is read here.
 * @typedef {{ suites: PlaywrightSuite[], errors: { message?: string }[] }} PlaywrightReport
 * @typedef {{ title: string, suites?: PlaywrightSuite[], specs: { title: string, tests: PlaywrightTest[] }[] }} PlaywrightSuite
 * @typedef {{ status: 'expected' | 'unexpected' | 'flaky' | 'skipped', annotations: { type: string, description?: string }[],
 *   results: { errors: PlaywrightError[], duration: number }[] }} PlaywrightTest
 * @typedef {{ message?: string, location?: { file: string, line: number } }} PlaywrightError
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
        message: test.results.flatMap((result) => result.errors.map(inShort)).join('\n'),
      })),
    ],
    skipped: skipped.map(({ name, test }) => ({ name, reason: reasonOf(test) })),
    files: report.suites.map((suite) => ({
      name: path.basename(suite.title),
      ms: namedTests(suite, '').flatMap(({ test }) => test.results).reduce((sum, { duration }) => sum + duration, 0),
    })),
  }
}

/** A failure that waited repeats itself many times over: its beginning and its end say all, and leave room for the others. */
const callLogShown = { first: 3, last: 3 }

/** Where it failed first, since a long report may be cut. @param {PlaywrightError} error */
function inShort({ message = '', location }) {
  const short = plain(message).replace(/(?<=Call log:\n)(?:[^\S\n]+\S.*\n?)+/, (log) => {
    const lines = log.trimEnd().split('\n')
    const { first, last } = callLogShown
    return lines.length <= first + last + 1 ? log : `${[...lines.slice(0, first), '    ...', ...lines.slice(-last)].join('\n')}\n`
  })
  return location === undefined ? short : `${path.basename(location.file)}:${location.line}\n${short}`
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
