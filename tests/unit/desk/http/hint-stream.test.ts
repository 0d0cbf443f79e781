import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHintStreams } from '../../../../electron/desk/http/hint-stream'
import { hintSchema } from '../../../../shared/desk-api/desk-api'
import { systemTimers } from '../../../support/desk/system-time'
import { morning } from '../../../support/drafts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function streamsOf({ newest = async () => 7, ...options }: { readonly newest?: () => Promise<number>; readonly listsVersion?: () => Promise<string> } = {}) {
  const listeners = new Set<(position: number) => void>()
  const desk = {
    newest,
    onHint(listener: (position: number) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const streams = createHintStreams({ desk, clock: { now: () => morning }, timers: systemTimers, heartbeatMs: 5_000, ...options })
  const reader = streams.open().getReader()
  const line = async () => {
    const { value, done } = await reader.read()
    return done ? 'end' : hintSchema.parse(JSON.parse(new TextDecoder().decode(value)))
  }
  return { streams, reader, line, listeners, hint: (position: number) => listeners.forEach((listener) => listener(position)) }
}

describe('the hint stream', () => {
  it('says at once how far the log is, then at every change', async () => {
    const { line, hint } = streamsOf()
    expect(await line()).toEqual({ newest: 7, now: morning })
    hint(9)
    expect(await line()).toEqual({ newest: 9, now: morning })
  })

  it('says of which version the lists are at once and with every beat, as it last knew when they cannot be read', async () => {
    const answers: (string | Error)[] = ['v1', 'v2', new Error('away')]
    const { line, hint } = streamsOf({
      async listsVersion() {
        const next = answers.shift()
        if (next instanceof Error || next === undefined) throw new Error('away')
        return next
      },
    })
    expect(await line()).toMatchObject({ lists: 'v1' })
    hint(9)
    expect(await line()).toMatchObject({ newest: 9, lists: 'v1' })
    for (const lists of ['v2', 'v2']) {
      const told = line()
      await vi.advanceTimersByTimeAsync(5_000)
      expect(await told).toMatchObject({ lists })
    }
  })

  it('beats while nothing happens, with the position asked anew, so that a lost hint is mended', async () => {
    let newest = 7
    const { line } = streamsOf({ newest: async () => newest })
    await line()
    newest = 12
    await vi.advanceTimersByTimeAsync(5_000)
    expect(await line()).toMatchObject({ newest: 12 })
  })

  it('drops hints for a reader that does not read, and keeps nothing of them', async () => {
    const { line, hint } = streamsOf()
    await vi.advanceTimersByTimeAsync(0)
    for (let position = 8; position < 1_000; position += 1) hint(position)
    const read = [await line(), await line()]
    expect(read).toMatchObject([{ newest: 7 }, { newest: 8 }])
    let lines = 2
    while ((await Promise.race([line(), vi.advanceTimersByTimeAsync(0).then(() => 'none')])) !== 'none') lines += 1
    expect(lines).toBeLessThanOrEqual(16)
  })

  it('tells many readers in turns, each of the newest there is when the turn comes', async () => {
    const { streams, hint } = streamsOf()
    const readers = Array.from({ length: 25 }, () => streams.open().getReader())
    const told: number[][] = readers.map(() => [])
    for (const [index, one] of readers.entries()) {
      const read = async (): Promise<void> => {
        const { value, done } = await one.read()
        if (done) return
        told[index]?.push(hintSchema.parse(JSON.parse(new TextDecoder().decode(value))).newest)
        return read()
      }
      void read()
    }
    await vi.advanceTimersByTimeAsync(0)
    const heard = (position: number) => told.filter((positions) => positions.includes(position)).length
    expect(heard(7)).toBe(25)
    hint(8)
    await vi.advanceTimersByTimeAsync(0)
    expect(heard(8)).toBeLessThan(25)
    hint(9)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(heard(9)).toBe(25)
    // Nobody is told more often than they have a turn.
    expect(heard(8)).toBeLessThan(25)
  })

  it('ends at the next heartbeat for whoever may read no more, and for nobody else', async () => {
    const { streams, line } = streamsOf()
    await line()
    const other = streams.open(async () => false).getReader()
    expect((await other.read()).done).toBe(false)
    await vi.advanceTimersByTimeAsync(5_000)
    expect((await other.read()).done).toBe(true)
    expect(await line()).toMatchObject({ newest: 7 })
    expect(streams.count()).toBe(1)
  })

  it('lets go of everything when its reader leaves', async () => {
    const { line, reader, listeners } = streamsOf()
    await line()
    await reader.cancel()
    expect(listeners.size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('ends when the desk stops', async () => {
    const { streams, line, listeners } = streamsOf()
    await line()
    streams.closeAll()
    expect(await line()).toBe('end')
    expect(listeners.size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('ends when the database is gone, so that its reader asks again elsewhere', async () => {
    const { line } = streamsOf({ newest: () => Promise.reject(new Error('gone')) })
    expect(await line()).toBe('end')
  })
})
