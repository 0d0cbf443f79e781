import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDeskOutput } from '../../../electron/main/desk-output'
import { createLog } from '../../../electron/main/log'
import { createRedactor } from '../../../electron/main/redactor'
import { epochMs } from '../../../shared/lib/clock'

let folder: string
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'lingxi-log-'))))
afterEach(() => rmSync(folder, { recursive: true }))

/** What stands in the log after these pieces came, without the times. */
function logged(...pieces: string[]): unknown[] {
  const clock = { now: () => epochMs(1_800_000_000_000) }
  const log = createLog({ folder, maxBytes: 100_000, files: 2, clock, redact: createRedactor('/home/limin') })
  const take = createDeskOutput(log)
  for (const piece of pieces) take(piece)
  const text = readFileSync(path.join(folder, 'lingxi.log'), 'utf8')
  return text.trim().split('\n').map((line) => {
    const { at: _, ...rest } = JSON.parse(line) as Record<string, unknown>
    return rest
  })
}

describe('what the desk prints', () => {
  test('stands in our log, line by line, wherever the pieces end', () => {
    const ready = { level: 'info', code: 'desk-log', event: 'desk-ready', facts: { ms: 812 } }
    const stopped = { level: 'info', code: 'desk-log', event: 'desk-stopped', facts: {} }
    const pieces = ['{"at":1800000000000,"event":"desk-', 'ready","ms":812}\n{"event":"desk-stopped"}', '\n']
    expect(logged(...pieces)).toEqual([ready, stopped])
  })

  test('a failure is an error, with its code and where it was', () => {
    const failed = { event: 'desk-failed', code: 'data-damaged', detail: 'PG_VERSION', error: 'DeskFailure', errorCode: '' }
    const { event, ...facts } = failed
    expect(logged(`${JSON.stringify(failed)}\n`)).toEqual([{ level: 'error', code: 'desk-log', event, facts }])
  })

  test('goes through the redactor', () => {
    const line = JSON.stringify({ event: 'desk-failed', detail: '/home/limin/desk of 154-0000-0012', token: 'abc' })
    expect(logged(`${line}\n`)).toMatchObject([{ facts: { detail: '~/desk of <11 digits>', token: '<secret>' } }])
  })

  test.each([
    ['a stack trace', 'TypeError: 秦木根 is not a function'],
    ['JSON that is no entry', '{"caller":"秦木根"}'],
    ['an event that is no code', '{"event":"秦木根 called"}'],
    ['a number', '154'],
  ])('of %s only the length is kept', (_, line) => {
    expect(logged(`${line}\n`)).toEqual([{ level: 'warning', code: 'desk-said', characters: line.length }])
  })

  test('facts are small: nothing nested, no long text', () => {
    const line = JSON.stringify({ event: 'desk-ready', nested: { name: '秦木根' }, list: ['秦木根'], detail: 'x '.repeat(5_000) })
    const [entry] = logged(`${line}\n`) as { facts: Record<string, string> }[]
    expect(Object.keys(entry!.facts)).toEqual(['detail'])
    expect(entry!.facts.detail).toHaveLength(1_000)
  })

  test('a line without an end does not grow for ever, and the next one is read again', () => {
    const endless = Array.from({ length: 50 }, () => 'x'.repeat(1_000))
    const entries = logged(...endless, '\n{"event":"desk-stopped"}\n') as { code: string }[]
    expect(entries).toMatchObject([{ code: 'desk-said' }, { code: 'desk-log', event: 'desk-stopped' }])
  })
})
