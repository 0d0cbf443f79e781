import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLog } from '../../../electron/main/log'
import { createRedactor } from '../../../electron/main/redactor'
import { epochMs } from '../../../shared/lib/clock'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lingxi-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const clock = { now: () => epochMs(Date.UTC(2026, 10, 23, 12)) }

function openLog(maxBytes = 1_000_000) {
  return createLog({ folder: path.join(folder, 'logs'), maxBytes, files: 3, clock, redact: createRedactor('') })
}
const file = (name: string) => path.join(folder, 'logs', name)

describe('the log', () => {
  test('one line of JSON per entry, numbers masked, readable by the owner only', () => {
    openLog().warning('call-refused', { from: '15400000012' })
    expect(JSON.parse(readFileSync(file('lingxi.log'), 'utf8'))).toEqual({
      at: '2026-11-23T12:00:00.000Z',
      level: 'warning',
      code: 'call-refused',
      from: '<11 digits>',
    })
    if (process.platform !== 'win32') expect(statSync(file('lingxi.log')).mode & 0o777).toBe(0o600)
  })

  test('a full file makes room; the oldest is given up; no file outgrows the limit', () => {
    const log = openLog(300)
    for (let entry = 0; entry < 30; entry += 1) log.info('tick', { entry })
    expect(readdirSync(path.join(folder, 'logs')).toSorted()).toEqual(['lingxi.1.log', 'lingxi.2.log', 'lingxi.log'])
    for (const name of readdirSync(path.join(folder, 'logs'))) expect(statSync(file(name)).size).toBeLessThanOrEqual(300)
    expect(readFileSync(file('lingxi.log'), 'utf8')).toContain('"entry":29')
  })

  test('a new start goes on in the file that is there', () => {
    openLog().info('first')
    openLog().info('second')
    expect(readFileSync(file('lingxi.log'), 'utf8').trimEnd().split('\n')).toHaveLength(2)
  })

  test('a place that cannot be written stops nobody', () => {
    writeFileSync(path.join(folder, 'logs'), 'a file where the folder should be')
    expect(() => openLog().error('anything')).not.toThrow()
  })
})
