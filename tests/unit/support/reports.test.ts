import { describe, expect, test } from 'vitest'
import { readPlaywright, readVitest } from '../../support/run/reports.mjs'

describe('what the test command reads from vitest', () => {
  const file = (name: string, status: string, assertionResults: { fullName: string; status: string; failureMessages?: string[] }[]) => ({
    name,
    status,
    message: `${name} is broken`,
    assertionResults,
  })

  test('tests are counted by what became of them', () => {
    const report = {
      testResults: [
        file('calls.test.ts', 'failed', [
          { fullName: 'a call rings', status: 'passed' },
          { fullName: 'a call ends', status: 'failed', failureMessages: ['expected ended'] },
        ]),
        file('pbx.test.ts', 'passed', [{ fullName: 'the PBX (needs root) answers', status: 'skipped' }]),
      ],
    }
    expect(readVitest(report)).toEqual({
      passed: 1,
      failed: [{ name: 'a call ends', message: 'expected ended' }],
      skipped: [{ name: 'the PBX (needs root) answers', reason: '' }],
    })
  })

  test('a file that cannot be loaded is a failure, although it has no tests', () => {
    const report = { testResults: [file('calls.test.ts', 'failed', [])] }
    expect(readVitest(report).failed).toEqual([{ name: 'calls.test.ts', message: 'calls.test.ts is broken' }])
  })
})

describe('what the test command reads from Playwright', () => {
  const spec = (title: string, status: 'expected' | 'unexpected' | 'flaky' | 'skipped', more: object = {}) => ({
    title,
    tests: [{ status, annotations: [], results: [{ errors: [] }], ...more }],
  })

  test('suites within suites are counted, and names say where a test stands', () => {
    const failing = spec('is heard', 'unexpected', { results: [{ errors: [{ message: '\u001b[31msilence\u001b[39m' }] }] })
    const skipping = spec('rings', 'skipped', { annotations: [{ type: 'skip', description: 'the PBX needs root' }] })
    const report = {
      errors: [],
      suites: [
        { title: 'road.e2e.ts', specs: [spec('opens', 'expected')], suites: [{ title: 'a call', specs: [failing, skipping] }] },
      ],
    }
    expect(readPlaywright(report)).toEqual({
      passed: 1,
      failed: [{ name: 'road.e2e.ts > a call > is heard', message: 'silence' }],
      skipped: [{ name: 'road.e2e.ts > a call > rings', reason: 'the PBX needs root' }],
    })
  })

  test('an error outside of any test is a failure', () => {
    const report = { errors: [{ message: 'no such file' }], suites: [] }
    expect(readPlaywright(report).failed).toEqual([{ name: 'Playwright', message: 'no such file' }])
  })
})
