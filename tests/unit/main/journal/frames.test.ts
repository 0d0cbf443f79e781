import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeFrame, findFrames, journalVersion, sealedOf } from '../../../../electron/main/journal/frames'
import { journalKinds, type JournalRecord } from '../../../../shared/journal/journal-record'
import { testUuid } from '../../../support/drafts'
import { newerFrame } from '../../../support/newer-journal'

const record: fc.Arbitrary<JournalRecord> = fc.record({
  kind: fc.constantFrom(...journalKinds),
  id: fc.nat(50).map(testUuid),
  revision: fc.nat(2 ** 32 - 1),
  sealed: fc.string({ unit: 'grapheme', maxLength: 60 }),
})
const several = fc.array(record, { minLength: 1, maxLength: 6 })
const inFile = (records: readonly JournalRecord[]) => Buffer.concat(records.map(encodeFrame))

function readBack(bytes: Buffer): { records: JournalRecord[]; damaged: number } {
  const { frames, damaged } = findFrames(bytes)
  return { records: frames.map(({ kind, id, revision, ...place }) => ({ kind, id, revision, sealed: sealedOf(bytes, place) })), damaged }
}

describe('records in a file', () => {
  test('are read back as they were written', () => {
    fc.assert(fc.property(several, (records) => {
      expect(readBack(inFile(records))).toEqual({ records, damaged: 0 })
    }))
  })

  test('cut off at any byte of the last one, all before it are there', () => {
    fc.assert(fc.property(several, (records) => {
      const before = records.slice(0, -1)
      const whole = inFile(records)
      for (let length = inFile(before).length; length < whole.length; length += 1) {
        expect(readBack(whole.subarray(0, length))).toEqual({ records: before, damaged: 0 })
      }
    }), { numRuns: 20 })
  })

  test('with a byte changed anywhere in one, the others are there and the place is counted', () => {
    fc.assert(fc.property(several, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (records, which, where, by) => {
      const spoiled = which % records.length
      const start = inFile(records.slice(0, spoiled)).length
      const bytes = inFile(records)
      const at = start + (where % encodeFrame(records[spoiled]!).length)
      bytes[at] = bytes[at]! ^ by
      const isLast = spoiled === records.length - 1
      expect(readBack(bytes)).toEqual({ records: records.toSpliced(spoiled, 1), damaged: isLast ? 0 : 1 })
    }))
  })

  test('a block of zeros, as a power cut leaves it, is no record', () => {
    const one: JournalRecord = { kind: 'draft-saved', id: testUuid(1), revision: 1, sealed: 'x' }
    expect(readBack(Buffer.concat([inFile([one]), Buffer.alloc(4096)]))).toEqual({ records: [one], damaged: 0 })
    expect(readBack(Buffer.alloc(4096))).toEqual({ records: [], damaged: 0 })
  })

  /** As version 1 wrote it on 2026-11-28; whatever comes later has to read it. */
  test('a file of version 1 opens', () => {
    const kept = Buffer.from(
      'TFhKAQAAADxlgr/SvJFOTQAAAAAHMDE5YWFlMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxeyJyZWNvcmQiOiLlt6XotYQifUxYSgEAAAApuBJ08iFZY6MDAAAAAzAx' +
        'OWFhZTAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMg==',
      'base64',
    )
    expect(readBack(kept).records).toEqual([
      { kind: 'draft-saved', id: testUuid(1), revision: 7, sealed: '{"record":"工资"}' },
      { kind: 'submission-settled', id: testUuid(2), revision: 3, sealed: '' },
    ])
  })

  test('a whole record of a later version is known as one, and a torn one of this version never passes for it', () => {
    const own = inFile([{ kind: 'draft-saved', id: testUuid(1), revision: 1, sealed: 'x' }])
    expect(findFrames(own).hasNewer).toBe(false)
    expect(findFrames(newerFrame()).hasNewer).toBe(true)
    expect(findFrames(Buffer.concat([own, newerFrame()])).hasNewer).toBe(true)
    own[3] = journalVersion + 1
    for (const bytes of [own, newerFrame().subarray(0, -1), Buffer.from('LXJ'), Buffer.alloc(64)]) expect(findFrames(bytes).hasNewer).toBe(false)
  })
})
