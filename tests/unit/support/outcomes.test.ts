import { describe, expect, test } from 'vitest'
import { outcomeOf as playwrightOutcome } from '../../support/run/playwright-outcome.mjs'
import { outcomeOf as vitestOutcome } from '../../support/run/vitest-outcome.mjs'

describe('the outcome of a run of vitest', () => {
  const testTask = (fullName: string, state: string, more: object = {}) => ({ fullName, result: () => ({ state, ...more }) })
  const moduleTask = (tests: ReturnType<typeof testTask>[], { moduleErrors = [], suiteErrors = [] }: Errors = {}) => ({
    relativeModuleId: 'tests/unit/calls.test.ts',
    errors: () => moduleErrors,
    diagnostic: () => ({ collectDuration: 300, duration: 1200.4 }),
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
      files: [{ name: 'calls.test.ts', ms: 1500 }],
    })
  })

  test('a file that cannot be loaded is a failure, although it has no tests', () => {
    const { failed } = vitestOutcome([moduleTask([], { moduleErrors: [{ message: 'no such module' }] })], [])
    expect(failed).toEqual([{ name: 'tests/unit/calls.test.ts', message: 'no such module' }])
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
    tests: [{ status, annotations: [], results: [{ errors: [], duration: 2000 }], ...more }],
  })

  test('suites within suites are counted, and names say where a test stands', () => {
    const failing = spec('is heard', 'unexpected', { results: [{ errors: [{ message: 'silence' }], duration: 500 }] })
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
      files: [{ name: 'road.e2e.ts', ms: 4500 }],
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

  test('a failure says where it stands first, and what was looked at over and over only at its beginning and end', () => {
    const looks = Array.from({ length: 9 }, (_, n) => `\u001b[2m  - look ${n + 1}\u001b[22m`).join('\n')
    const error = { message: `not free\n\nCall log:\n${looks}\n\n> 12 | expect`, location: { file: '/somewhere/road.e2e.ts', line: 12 } }
    const report = { errors: [], suites: [{ title: 'road.e2e.ts', specs: [spec('rings', 'unexpected', { results: [{ errors: [error], duration: 1 }] })] }] }
    expect(playwrightOutcome(report).failed[0]?.message).toBe(
      'road.e2e.ts:12\nnot free\n\nCall log:\n  - look 1\n  - look 2\n  - look 3\n    ...\n  - look 7\n  - look 8\n  - look 9\n\n> 12 | expect',
    )
  })
})
