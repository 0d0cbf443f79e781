import { describe, expect, test } from 'vitest'
import { outcomeOf as playwrightOutcome } from '../../support/run/playwright-outcome.mjs'
import { outcomeOf as vitestOutcome } from '../../support/run/vitest-outcome.mjs'

describe('the outcome of a run of vitest', () => {
  const testTask = (fullName: string, state: string, more: object = {}) => ({ fullName, result: () => ({ state, ...more }) })
  const moduleTask = (tests: ReturnType<typeof testTask>[], { moduleErrors = [], suiteErrors = [] }: Errors = {}) => ({
    relativeModuleId: 'calls.test.ts',
    errors: () => moduleErrors,
    children: { allTests: () => tests, allSuites: () => [{ fullName: 'a call', errors: () => suiteErrors }] },
  })
  type Errors = { moduleErrors?: { message: string }[]; suiteErrors?: { message: string }[] }

  test('tests are counted by what became of them', () => {
    const module = moduleTask([
      testTask('a call rings', 'passed'),
      testTask('a call ends', 'failed', { errors: [{ message: 'expected ended', stack: 'x\n    at /repo/a.ts:1\n    at /node_modules/b.js:2' }] }),
      testTask('a call is heard', 'skipped', { note: 'no sound card' }),
    ])
    expect(vitestOutcome([module], [])).toEqual({
      passed: 1,
      failed: [{ name: 'a call ends', message: 'expected ended\n    at /repo/a.ts:1' }],
      skipped: [{ name: 'a call is heard', reason: 'no sound card' }],
    })
  })

  test('a file that cannot be loaded is a failure, although it has no tests', () => {
    const { failed } = vitestOutcome([moduleTask([], { moduleErrors: [{ message: 'no such module' }] })], [])
    expect(failed).toEqual([{ name: 'calls.test.ts', message: 'no such module' }])
  })

  test('a hook that fails is a failure, although its tests only look skipped', () => {
    const module = moduleTask([testTask('a call rings', 'skipped')], { suiteErrors: [{ message: 'no PBX' }] })
    expect(vitestOutcome([module], []).failed).toEqual([{ name: 'a call', message: 'no PBX' }])
  })

  test('an error that nobody caught is a failure', () => {
    expect(vitestOutcome([], [{ message: 'late' }]).failed).toEqual([{ name: 'an error outside of any test', message: 'late' }])
  })
})

describe('the outcome of a run of Playwright', () => {
  const spec = (title: string, status: 'expected' | 'unexpected' | 'flaky' | 'skipped', more: object = {}) => ({
    title,
    tests: [{ status, annotations: [], results: [{ errors: [] }], ...more }],
  })

  test('suites within suites are counted, and names say where a test stands', () => {
    const failing = spec('is heard', 'unexpected', { results: [{ errors: [{ message: 'silence' }] }] })
    const skipping = spec('rings', 'skipped', { annotations: [{ type: 'skip', description: 'the PBX needs root' }] })
    const report = {
      errors: [],
      suites: [
        { title: 'road.e2e.ts', specs: [spec('opens', 'expected')], suites: [{ title: 'a call', specs: [failing, skipping] }] },
      ],
    }
    expect(playwrightOutcome(report)).toEqual({
      passed: 1,
      failed: [{ name: 'road.e2e.ts > a call > is heard', message: 'silence' }],
      skipped: [{ name: 'road.e2e.ts > a call > rings', reason: 'the PBX needs root' }],
    })
  })

  test('a test behind a failed one of its group is told from one that was skipped on purpose', () => {
    const report = { errors: [], suites: [{ title: 'road.e2e.ts', specs: [spec('rings', 'skipped')] }] }
    expect(playwrightOutcome(report).skipped).toEqual([
      { name: 'road.e2e.ts > rings', reason: 'not run: another test of its group failed' },
    ])
  })

  test('an error outside of any test is a failure', () => {
    expect(playwrightOutcome({ errors: [{ message: 'no such file' }], suites: [] }).failed).toEqual([
      { name: 'Playwright', message: 'no such file' },
    ])
  })
})
