import { beforeEach, describe, expect, it } from 'vitest'
import { createCallLines, type CallLines } from '../../../renderer/console/seat/call-lines'
import { lineOfDraft } from '../../../renderer/console/seat/call-log-line'
import { draftOf } from '../../support/drafts'
import { createManualTime, type ManualTime } from '../../support/manual-time'

const lineOf = (number: number, endedAt: number | null = null) => ({ ...lineOfDraft(draftOf(number)), callId: `call-${number}`, endedAt })

describe('the lines of ended calls', () => {
  let time: ManualTime
  let isRoom: boolean
  let tries: number
  let written: [callId: string, endedAt: number | null, insteadOfDraft: string | undefined][]
  let told: number
  let lines: CallLines
  beforeEach(() => {
    time = createManualTime()
    isRoom = true
    tries = 0
    written = []
    told = 0
    lines = createCallLines({
      timers: time,
      callLog: {
        write: async ({ callId, endedAt }, insteadOfDraft) => {
          tries += 1
          if (!isRoom) throw new Error('no room')
          written.push([callId, endedAt, insteadOfDraft])
        },
      },
      onNotWritten: () => (told += 1),
    })
  })

  it('are written at once, and not again', async () => {
    lines.write(lineOf(1))
    await time.advance(60_000)
    expect([written, told]).toEqual([[['call-1', null, undefined]], 0])
  })

  it('which find no room are told of once, tried again, and each written once with the draft that it stands for', async () => {
    isRoom = false
    lines.write(lineOf(1), 'draft-1')
    lines.write(lineOf(2))
    await time.advance(30_000)
    expect([written, told]).toEqual([[], 1])
    expect(tries).toBeGreaterThan(10)
    isRoom = true
    await time.advance(5_000)
    expect(written).toEqual([['call-1', null, 'draft-1'], ['call-2', null, undefined]])
    const until = tries
    await time.advance(60_000)
    expect(tries).toBe(until)
    isRoom = false
    lines.write(lineOf(3))
    await time.advance(100)
    expect(told).toBe(2)
  })

  it('of one call: only the later one is written', async () => {
    isRoom = false
    lines.write(lineOf(1))
    lines.write(lineOf(1, 7_000))
    await time.advance(10_000)
    isRoom = true
    await time.advance(10_000)
    expect(written).toEqual([['call-1', 7_000, undefined]])
    isRoom = false
    lines.write(lineOf(2))
    await time.advance(100)
    isRoom = true
    lines.write(lineOf(2, 9_000))
    await time.advance(10_000)
    expect(written.slice(1)).toEqual([['call-2', 9_000, undefined]])
  })

  it('of a seat that is closed are not tried any more', async () => {
    isRoom = false
    lines.write(lineOf(1))
    await time.advance(100)
    lines.dispose()
    const before = tries
    await time.advance(60_000)
    expect(tries).toBe(before)
  })

  it('are tried no further than to the first that finds no room', async () => {
    isRoom = false
    lines.write(lineOf(1))
    lines.write(lineOf(2))
    await time.advance(100)
    expect(tries).toBe(2)
    await time.advance(2_000)
    expect(tries).toBe(3)
  })

  describe('on a disk that takes its time', () => {
    let disk: { readonly endedAt: number | null; take(): void; refuse(): void }[]
    beforeEach(() => {
      disk = []
      lines = createCallLines({
        timers: time,
        callLog: {
          write: ({ endedAt }) =>
            new Promise((resolve, reject) => {
              disk.push({ endedAt, take: () => resolve(), refuse: () => reject(new Error('no room')) })
            }),
        },
        onNotWritten: () => undefined,
      })
    })
    const asked = () => disk.map(({ endedAt }) => endedAt)

    it('an earlier line of a call that fails late is not written over the later one', async () => {
      lines.write(lineOf(1))
      lines.write(lineOf(1, 7_000))
      disk[1]?.take()
      await time.advance(0)
      disk[0]?.refuse()
      await time.advance(60_000)
      expect(asked()).toEqual([null, 7_000])
    })

    it('a later line that finds no room while the earlier one is written is tried again', async () => {
      lines.write(lineOf(1))
      disk[0]?.refuse()
      await time.advance(2_000)
      expect(asked()).toEqual([null, null])
      lines.write(lineOf(1, 7_000))
      disk[2]?.refuse()
      await time.advance(0)
      disk[1]?.take()
      await time.advance(10_000)
      expect(asked().slice(0, 4)).toEqual([null, null, 7_000, 7_000])
    })

    it('a line that fails after the seat was closed is not tried again', async () => {
      lines.write(lineOf(1))
      lines.dispose()
      disk[0]?.refuse()
      await time.advance(60_000)
      expect(asked()).toEqual([null])
    })
  })
})
