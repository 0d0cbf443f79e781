import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTicketCounter, highestCounter } from '../../../electron/main/counter-file'
import { countBehindDesk } from '../../../electron/main/shared-desk/count-behind-desk'
import { createSpareNumbers } from '../../../electron/main/spare-numbers'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lingxi-counter-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const counters = () => path.join(folder, 'practice', 'counters')
const file = () => path.join(counters(), '8017-20261123.txt')

describe('ticket counter', () => {
  test('counts from 1 for each seat and day', async () => {
    const counter = createTicketCounter(counters())
    expect(await counter.next('8017', '20261123')).toBe(1)
    expect(await counter.next('8017', '20261123')).toBe(2)
    expect(await counter.next('8017', '20261124')).toBe(1)
    expect(await counter.next('8018', '20261123')).toBe(1)
  })

  test('a number stands in the file when it is told, and a new start goes on after it', async () => {
    const told = await createTicketCounter(counters()).next('8017', '20261123')
    expect(highestCounter(readFileSync(file(), 'latin1'))).toBe(told)
    expect(await createTicketCounter(counters()).next('8017', '20261123')).toBe(told + 1)
  })

  test('asked for many at once, no number comes twice', async () => {
    const counter = createTicketCounter(counters())
    const numbers = await Promise.all(Array.from({ length: 20 }, () => counter.next('8017', '20261123')))
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  test('begins behind what somebody else has given under its code, and never goes back to it', async () => {
    const counter = createTicketCounter(counters())
    expect(await counter.next('8017', '20261123', 40)).toBe(41)
    expect(await createTicketCounter(counters()).next('8017', '20261123')).toBe(42)
    expect(await counter.next('8017', '20261123', 7)).toBe(43)
  })

  test('at a shared desk begins behind the orders that the desk has of that seat and day', async () => {
    let numbered: { date: string; counter: number } | undefined = { date: '20261123', counter: 40 }
    const counter = countBehindDesk(createTicketCounter(counters()), () => numbered)
    expect(await counter.next('1005', '20261123')).toBe(41)
    expect(await counter.next('1005', '20261124')).toBe(1)
    // A desk of an earlier version, or nobody here.
    numbered = undefined
    expect(await counter.next('1005', '20261123')).toBe(42)
  })

  test('grows past three digits', async () => {
    const counter = createTicketCounter(counters())
    await counter.next('8017', '20261123')
    appendFileSync(file(), '999\n')
    expect(await counter.next('8017', '20261123')).toBe(1000)
  })

  test.each([
    ['a line cut short', '23\n2', 24],
    ['a line cut before its end', '23\n24', 24],
    ['zeros where a power cut left the length but not the data', '23\n\0\0\0', 24],
    ['zeros in the middle', '22\n\0\0\0\n23\n', 24],
    ['nothing but a torn line', '1', 1],
    ['an empty file', '', 1],
    ['a line that is no number', '23\nhello\n-5\n007\n', 24],
  ])('after %s it goes on where the last told number was', async (_what, content, next) => {
    const counter = createTicketCounter(counters())
    await counter.next('8017', '20261123')
    writeFileSync(file(), content, 'latin1')
    expect(await counter.next('8017', '20261123')).toBe(next)
    expect(await counter.next('8017', '20261123')).toBe(next + 1)
  })

  test('whatever a crash leaves of the last line, no told number is given again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(), (told, cut) => {
        const whole = Array.from({ length: 3 }, (_, index) => `${told + index}\n`).join('')
        const next = `${told + 3}\n`
        const left = whole + next.slice(0, cut % (next.length + 1))
        const separator = left.endsWith('\n') ? '' : '\n'
        const resumed = highestCounter(left) + 1
        expect(resumed).toBeGreaterThanOrEqual(told + 3)
        expect(highestCounter(`${left}${separator}${resumed}\n`)).toBe(resumed)
      }),
    )
  })

  test('a failure is told and the next try counts on', async () => {
    const counter = createTicketCounter(counters())
    writeFileSync(path.join(folder, 'practice'), 'a file where the folder should be')
    await expect(counter.next('8017', '20261123')).rejects.toThrow()
    rmSync(path.join(folder, 'practice'))
    expect(await counter.next('8017', '20261123')).toBe(1)
  })

  test('while nothing can be written a number that was put aside is given, and counting goes on afterwards', async () => {
    const counter = createTicketCounter(counters())
    await counter.prepare()
    mkdirSync(file())
    expect(await counter.next('8017', '20261123')).toBe(9001)
    expect(await createTicketCounter(counters()).next('8018', '20261124')).toBe(1)
    expect(await createTicketCounter(counters()).next('8017', '20261123')).toBe(9002)
    rmSync(file(), { recursive: true })
    expect(await counter.next('8017', '20261123')).toBe(1)
  })

  test('a number that was put aside is never made again, even if all their names are lost', async () => {
    const spare = path.join(counters(), 'spare')
    const counter = createTicketCounter(counters())
    await counter.prepare()
    for (const name of readdirSync(spare)) if (name !== 'made.txt') rmSync(path.join(spare, name))
    await counter.prepare()
    mkdirSync(file())
    expect(await counter.next('8017', '20261123')).toBe(9101)
    await counter.prepare()
    expect(readdirSync(spare)).toHaveLength(100)
  })

  test('numbers are put aside anew as soon as fewer than half of them are left', async () => {
    const spare = path.join(counters(), 'spare')
    const numbers = createSpareNumbers(spare)
    const left = () => readdirSync(spare).filter((name) => name !== 'made.txt').length
    await numbers.fill()
    for (let taken = 0; taken < 50; taken += 1) await numbers.take()
    await numbers.fill()
    expect(left()).toBe(50)
    expect(await numbers.take()).toBe(9051)
    await numbers.fill()
    expect(left()).toBe(149)
  })

  test('two who take at the same moment both get a number, and not the same', async () => {
    const spare = path.join(counters(), 'spare')
    await createSpareNumbers(spare).fill()
    const taken = await Promise.all(Array.from({ length: 20 }, () => createSpareNumbers(spare).take()))
    expect(taken).not.toContain(null)
    expect(new Set(taken).size).toBe(20)
  })

  test('no number is put aside before it is written down how far they go', async () => {
    const spare = path.join(counters(), 'spare')
    mkdirSync(spare, { recursive: true })
    symlinkSync(path.join(folder, 'nowhere', 'made.txt'), path.join(spare, 'made.txt'))
    await expect(createSpareNumbers(spare).fill()).rejects.toThrow()
    expect(readdirSync(spare)).toEqual(['made.txt'])
  })

  test('only the owner can read the file', async () => {
    await createTicketCounter(counters()).next('8017', '20261123')
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600)
  })
})
