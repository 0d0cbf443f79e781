import { describe, expect, it } from 'vitest'
import { recordingIdOf } from '../../../shared/recordings/recording'
import { readWavHead, wavOf, wavSamples, wavSeconds } from '../../../shared/recordings/wav'
import { toneWav } from '../../support/wav'
import { seededRandom } from '../../support/seeded-random'

describe('a recording as PBXs write it', () => {
  it('says how long it is and gives its samples', () => {
    const file = toneWav(2)
    const head = readWavHead(file)
    if (head === null) throw new Error('not read')
    expect(head).toEqual({ channels: 1, rate: 8_000, from: 44, bytes: 32_000 })
    expect(wavSeconds(head)).toBe(2)
    const [samples] = wavSamples(file, head)
    expect(samples).toHaveLength(16_000)
    expect(Math.max(...(samples ?? []))).toBeCloseTo(12_000 / 32_768, 2)
  })

  it('is read where other chunks stand before the samples, and with two channels', () => {
    const tone = toneWav(1)
    const list = Buffer.from('LIST\x05\x00\x00\x00abcde\x00', 'latin1')
    const file = Buffer.concat([tone.subarray(0, 36), list, tone.subarray(36)])
    file.writeUInt16LE(2, 22)
    const head = readWavHead(file)
    if (head === null) throw new Error('not read')
    expect([head.from, wavSeconds(head)]).toEqual([44 + list.length, 0.5])
    expect(wavSamples(file, head).map(({ length }) => length)).toEqual([4_000, 4_000])
  })

  it('is written as it is read', () => {
    const samples = Float32Array.from([0, 0.5, -0.5, 1, -1, 2])
    const file = wavOf(samples, 8_000)
    const head = readWavHead(file)
    if (head === null) throw new Error('not read')
    expect(head).toEqual({ channels: 1, rate: 8_000, from: 44, bytes: 12 })
    for (const [index, sample] of (wavSamples(file, head)[0] ?? []).entries()) expect(sample).toBeCloseTo(Math.min(1, samples[index] ?? 9), 3)
    expect(Buffer.compare(Buffer.from(wavOf(new Float32Array(0), 8_000)), toneWav(0))).toBe(0)
  })

  it('that ends before its head says has the samples that are there', () => {
    const file = toneWav(1).subarray(0, 44 + 301)
    const head = readWavHead(file)
    expect(head === null ? null : wavSamples(file, head)[0]).toHaveLength(150)
  })

  it.each([
    ['nothing', Buffer.alloc(0)], ['text', Buffer.from('this is not a recording at all, is it?')], ['a head cut off', toneWav(1).subarray(0, 30)],
    ['compressed sound', (() => { const file = toneWav(1); file.writeUInt16LE(49, 20); return file })()],
    ['samples of 8 bit', (() => { const file = toneWav(1); file.writeUInt16LE(8, 34); return file })()],
    ['a rate of none', (() => { const file = toneWav(1); file.writeUInt32LE(0, 24); return file })()],
  ])('%s is none', (_, file) => expect(readWavHead(file)).toBeNull())

  it('whatever bytes come, nothing hangs and nothing is thrown', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 3_000; round += 1) {
      const file = toneWav(0.01)
      for (let changes = 0; changes < 4; changes += 1) file[random.below(48)] = random.below(256)
      const head = readWavHead(file)
      if (head !== null) expect(wavSamples(file, head)).toHaveLength(head.channels)
    }
  })
})

describe('the name of a recording', () => {
  it.each(['1764500000.17', 'practice-3', 'a', 'pbx_1-1764500000.17'])('%s is one', (name) => expect(recordingIdOf(name)).toBe(name))
  it.each([null, '', '.', '..', '../a', 'a/b', 'a\\b', '.hidden', '-rf', 'a\0', 'a b', '通话', 'a\n', 'x'.repeat(129)])('%j is none', (name) => expect(recordingIdOf(name)).toBeNull())
})
