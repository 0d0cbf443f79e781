import { describe, expect, test } from 'vitest'
import { epochMs } from '../../../shared/lib/clock'
import { createWallStore } from '../../../renderer/wall/wall-store'
import { begun, practiceFloor } from './floor.fixture'

function watchedStore() {
  const facts = { current: practiceFloor().facts() as ReturnType<ReturnType<typeof practiceFloor>['facts']> | null }
  const listeners = new Set<() => void>()
  const frames: (() => void)[] = []
  const seconds = new Set<() => void>()
  const time = { now: begun }
  const { store, dispose } = createWallStore({
    port: {
      facts: () => facts.current,
      onChange(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    clock: { now: () => epochMs(time.now) },
    beforePaint: (run) => void frames.push(run),
    everySecond(run) {
      seconds.add(run)
      return () => void seconds.delete(run)
    },
  })
  const drawn = { count: 0 }
  store.subscribe(() => {
    drawn.count += 1
  })
  return {
    store, dispose, drawn, facts, time, frames, listeners, seconds,
    tell: () => listeners.forEach((listener) => listener()),
    paint: () => frames.splice(0).forEach((run) => run()),
    second(count = 1) {
      for (let each = 0; each < count; each += 1) {
        time.now += 1000
        seconds.forEach((run) => run())
      }
    },
  }
}

describe('what is drawn of the feed', () => {
  test('a thousand lines in one frame are drawn once', () => {
    const { tell, paint, drawn } = watchedStore()
    for (let count = 0; count < 1000; count += 1) tell()
    expect(drawn.count).toBe(0)
    paint()
    expect(drawn.count).toBe(1)
    tell()
    paint()
    expect(drawn.count).toBe(2)
  })

  test('what came last in the frame is what is drawn', () => {
    const { tell, paint, facts, store } = watchedStore()
    tell()
    const later = practiceFloor(9).facts()
    facts.current = later
    tell()
    paint()
    expect(store.getState().shown?.facts).toBe(later)
  })

  test('a quiet second draws nothing; the second in which the source grows too old does, once', () => {
    const { second, paint, drawn, store } = watchedStore()
    second(9)
    paint()
    expect(drawn.count).toBe(0)
    second()
    paint()
    expect(drawn.count).toBe(1)
    expect(store.getState().shown?.fresh.queue.kind).toBe('stale')
    second(60)
    paint()
    expect(drawn.count).toBe(1)
  })

  test('before anything was heard there is nothing to show, and then there is', () => {
    const { facts, tell, paint, store } = watchedStore()
    const later = facts.current
    facts.current = null
    tell()
    paint()
    expect(store.getState().shown).toBeNull()
    facts.current = later
    tell()
    paint()
    expect(store.getState().shown).not.toBeNull()
  })

  test('nothing is left behind when it is put away', () => {
    const { dispose, listeners, seconds } = watchedStore()
    dispose()
    expect([listeners.size, seconds.size]).toEqual([0, 0])
  })
})
