import { describe, expect, it } from 'vitest'
import { createFinder, drawCanaries, wordsOf } from '../../support/canaries'
import { unsnap } from '../../support/level-db'

const [canary] = drawCanaries(1, 7) as [ReturnType<typeof drawCanaries>[number]]
const find = createFinder([canary.name])
const around = (bytes: Buffer) => Buffer.concat([Buffer.from('before, '), bytes, Buffer.from(' and behind')])
const formsIn = (bytes: Buffer) => find(around(bytes)).map(({ form }) => form)

describe('looking for what must not lie on a disk', () => {
  it.each([
    ['UTF-8', Buffer.from(canary.name)],
    ['UTF-16LE', Buffer.from(canary.name, 'utf16le')],
    ['UTF-16BE', Buffer.from(canary.name, 'utf16le').swap16()],
    ['base64 behind 0', Buffer.from(Buffer.from(`${canary.name}说`).toString('base64'))],
    ['base64 behind 1', Buffer.from(Buffer.from(`"${canary.name}"`).toString('base64'))],
    ['base64 behind 2', Buffer.from(Buffer.from(`""${canary.name}, 1`).toString('base64'))],
  ])('finds it as %s', (form, bytes) => expect(formsIn(bytes)).toContain(form))

  it('finds nothing else', () => expect(formsIn(Buffer.from(wordsOf(drawCanaries(200, 8)).join(' ')))).toEqual([]))

  it('finds one among two hundred, each of them different', () => {
    const many = drawCanaries(200, 7)
    expect(new Set(many.map(({ idNumber }) => idNumber)).size).toBe(200)
    const found = createFinder(wordsOf(many))(Buffer.from(`…${many[150]?.idNumber}…`))
    expect(found).toEqual([{ word: many[150]?.idNumber, form: 'UTF-8' }])
  })

  it('reads what Snappy has packed', () => {
    // "abcabcabcabc!" as a literal of three, a copy of nine that overlaps itself, and a literal of one.
    expect(unsnap(Buffer.from([13, 0b000_010_00, 97, 98, 99, 0b000_101_01, 3, 0, 33])).toString()).toBe('abcabcabcabc!')
  })
})
