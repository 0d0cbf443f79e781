import { describe, expect, test } from 'vitest'
import { newBackupSecret, openBackupEnvelope } from '../../../electron/main/backup-envelope'

/** Cheap, so that the test is quick; the cost stands in the envelope. */
const cost = { N: 2 ** 10, r: 8, p: 1 }

describe('the envelope of a backup key', () => {
  test('gives the key to the password, typed by whatever input method, and to no other', async () => {
    const { key, envelope } = await newBackupSecret('café 2026', cost)
    expect(await openBackupEnvelope(envelope, 'cafe\u0301 2026')).toEqual(key)
    expect(await openBackupEnvelope(envelope, 'cafe 2026')).toBeNull()
  })

  test('is another one each time, and so is the key', async () => {
    const [one, other] = [await newBackupSecret('same', cost), await newBackupSecret('same', cost)]
    expect(one.key).not.toEqual(other.key)
    expect(one.envelope).not.toBe(other.envelope)
  })

  test('of a stranger that would cost hours or memory without end is none', async () => {
    const { envelope } = await newBackupSecret('right', cost)
    const content = JSON.parse(envelope) as object
    for (const change of [{ N: 2 ** 30 }, { N: 1_000 }, { r: 64 }, { p: 99 }, { salt: '?' }, { iv: 'AAAA' }, { wrapped: 'AAAA' }, { version: 2 }]) {
      expect(await openBackupEnvelope(JSON.stringify({ ...content, ...change }), 'right')).toBeNull()
    }
    for (const other of ['', '{}', 'null']) expect(await openBackupEnvelope(other, 'right')).toBeNull()
  })
})
