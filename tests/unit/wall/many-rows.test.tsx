// @vitest-environment happy-dom
import { act, Profiler } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { WaitingList } from '../../../renderer/wall/queue-tiles'
import { SeatGroups } from '../../../renderer/wall/seat-tiles'
import { FreshProvider } from '../../../renderer/wall/ticker'
import type { Freshness } from '../../../renderer/wall/freshness'
import { wallView } from '../../../renderer/wall/wall-view'
import app from '../../../shared/i18n/locales/zh-CN/app.json'
import words from '../../../shared/i18n/locales/zh-CN/wall.json'
import { InWords } from '../../support/in-words'
import { begun, practiceFloor, seat, waiting } from './floor.fixture'

const facts = practiceFloor().facts()
const view = wallView({
  ...facts,
  seats: Array.from({ length: 60 }, (_none, index) => seat(String(8001 + index), index % 3 === 0 ? 'ready' : 'talking', { since: begun - index * 7_000 })),
  queue: { ...facts.queue, waiting: Array.from({ length: 40 }, (_none, index) => waiting({ queueCallId: `w${index}`, position: index + 1, enteredAt: begun - index * 1_000 })) },
}, begun)

let root: Root | null = null
const intervals = { set: 0 }
const commits = { count: 0 }

beforeAll(() => {
  ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
})
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: begun })
  intervals.set = 0
  commits.count = 0
  const own = globalThis.setInterval
  vi.spyOn(globalThis, 'setInterval').mockImplementation(((run: () => void, every: number) => {
    intervals.set += 1
    return own(run, every)
  }) as unknown as typeof setInterval)
})
afterEach(async () => {
  await act(async () => root?.unmount())
  document.body.replaceChildren()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

async function draw(fresh: Freshness): Promise<void> {
  const place = document.body.appendChild(document.createElement('div'))
  root = createRoot(place)
  await act(async () => root?.render(
    <InWords words={{ app, wall: words }}>
      <Profiler id="wall" onRender={() => (commits.count += 1)}>
        <FreshProvider value={fresh}>
          <WaitingList view={view} calls={view.waiting} show={() => undefined} isWhole />
          <SeatGroups view={view} show={() => undefined} isWhole />
        </FreshProvider>
      </Profiler>
    </InWords>,
  ))
}

const times = () => [...document.querySelectorAll('.time')].map((each) => each.textContent)

describe('sixty seats and forty callers', () => {
  test('are all there, and tick by one interval without one commit of React', async () => {
    await draw({ kind: 'live', at: begun })
    expect(times()).toHaveLength(100)
    expect(intervals.set).toBe(1)
    const drawn = commits.count
    const before = times()
    await act(async () => vi.advanceTimersByTime(10_000))
    expect(commits.count).toBe(drawn)
    expect(times()).not.toEqual(before)
    expect(times()[0]).toBe('00:49')
  })

  test('a wait turns late by the clock alone', async () => {
    await draw({ kind: 'live', at: begun })
    const late = () => document.querySelectorAll('.waiting-row .time[data-state="late"]').length
    expect(late()).toBe(25)
    await act(async () => vi.advanceTimersByTime(5_000))
    expect(late()).toBe(30)
  })

  test('stand still where they were last known when they are old, and set no clock at all', async () => {
    await draw({ kind: 'stale', at: begun - 5_000 })
    const before = times()
    expect(before[0]).toBe('00:34')
    expect(intervals.set).toBe(0)
    await act(async () => vi.advanceTimersByTime(60_000))
    expect(times()).toEqual(before)
  })
})
