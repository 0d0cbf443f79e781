import { writeFileSync } from 'node:fs'
import path from 'node:path'

/** @typedef {import('./stage.mjs').Outcome} Outcome */
/** @typedef {import('./stage.mjs').Failure} Failure */

/**
 * The part of vitest's tasks that is read here.
 * @typedef {{ message?: string, stack?: string, diff?: string }} TaskError
 * @typedef {{ fullName: string, result(): { state: string, errors?: readonly TaskError[], note?: string } }} TestTask
 * @typedef {{ fullName: string, errors(): readonly TaskError[] }} SuiteTask
 * @typedef {{ relativeModuleId: string, errors(): readonly TaskError[], diagnostic(): { collectDuration: number, duration: number },
 *   children: { allTests(): Iterable<TestTask>, allSuites(): Iterable<SuiteTask> } }} ModuleTask
 */

/**
 * What became of all tests. Whatever goes wrong around them is a failure too: a file that cannot be loaded, a hook, an error
 * that nobody caught. Otherwise its tests would look as if they had been skipped on purpose.
 *
 * @param {readonly ModuleTask[]} modules
 * @param {readonly TaskError[]} unhandledErrors
 * @returns {Outcome}
 */
export function outcomeOf(modules, unhandledErrors) {
  const tests = modules.flatMap((module) => [...module.children.allTests()]).map((test) => ({ name: test.fullName, ...test.result() }))
  const suites = modules.flatMap((module) => [...module.children.allSuites()])
  return {
    passed: tests.filter((test) => test.state === 'passed').length,
    failed: [
      ...modules.flatMap((module) => failures(module.relativeModuleId, module.errors())),
      ...suites.flatMap((suite) => failures(suite.fullName, suite.errors())),
      ...tests.filter((test) => test.state === 'failed').map((test) => failure(test.name, test.errors ?? [])),
      ...failures('an error outside of any test', unhandledErrors),
    ],
    skipped: tests
      .filter((test) => test.state !== 'passed' && test.state !== 'failed')
      .map((test) => ({ name: test.name, reason: test.note ?? '' })),
    files: modules.map((module) => {
      const { collectDuration, duration } = module.diagnostic()
      return { name: path.basename(module.relativeModuleId), ms: Math.round(collectDuration + duration) }
    }),
  }
}

/** A reporter of vitest that leaves the outcome in the file named by LINGXI_TEST_OUTCOME. */
export default class OutcomeReporter {
  /**
   * @param {readonly ModuleTask[]} modules
   * @param {readonly TaskError[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env['LINGXI_TEST_OUTCOME']
    if (file) writeFileSync(file, JSON.stringify(outcomeOf(modules, unhandledErrors)))
  }
}

/**
 * @param {string} name
 * @param {readonly TaskError[]} errors
 * @returns {Failure[]} one at most
 */
function failures(name, errors) {
  return errors.length === 0 ? [] : [failure(name, errors)]
}

/**
 * @param {string} name
 * @param {readonly TaskError[]} errors
 * @returns {Failure}
 */
function failure(name, errors) {
  return { name, message: errors.map(describe).join('\n') }
}

/** What was wrong and where; of the stack only our own files say anything. @param {TaskError} error */
function describe({ message = 'no message', stack = '', diff }) {
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('node_modules'))
  return [message, diff, ...places.slice(0, 4)].filter((line) => line !== undefined).join('\n')
}
