import { beforeEach, describe, expect, it } from 'vitest'
import { keepAgreement, type SeatFeed } from '../../../renderer/console/seat/keep-agreement'
import type { Agreement, DeskView, PbxView } from '../../../shared/queue/state-agreement'
import { createActingSeat } from './app/acting-seat.fixture'

/** A feed that a test speaks. */
function scriptedFeed() {
  const listeners = new Set<() => void>()
  const says: { pbx: Omit<PbxView, 'heardAt'> | null; desk: DeskView | null } = { pbx: null, desk: null }
  return { says, listeners }
}

let acting: ReturnType<typeof createActingSeat>
let script: ReturnType<typeof scriptedFeed>
let shown: Agreement | null
let said: PbxView | null
let stop: () => void

beforeEach(() => {
  acting = createActingSeat([])
  script = scriptedFeed()
  shown = null
  said = null
  const feed: SeatFeed = {
    pbx: () => (script.says.pbx === null ? null : { ...script.says.pbx, heardAt: acting.time.now() }),
    desk: () => script.says.desk,
    subscribe: (listener) => { script.listeners.add(listener); return () => script.listeners.delete(listener) },
  }
  stop = keepAgreement({ line: acting.line, seat: acting.seat, feed, clock: acting.time, timers: acting.time, random: () => 0.5, onChange: (now, pbx) => { shown = now; said = pbx } })
})

const asked = () => acting.line.commands.filter(({ kind }) => kind === 'pause-queue' || kind === 'resume-queue')
const asPaused = () => ({ membership: { state: 'paused', since: acting.time.now(), reason: 'break' } }) as const
const takeMeal = () => acting.seat.tell({ kind: 'state-chosen', next: { kind: 'break', reason: 'MEAL' }, at: acting.time.now() })

describe('a seat whose PBX is seen through the feed', () => {
  it('is paused anew when the PBX has forgotten it, once, with the reason', async () => {
    takeMeal()
    acting.line.show([], asPaused())
    script.says.pbx = { membership: 'ready', device: 'idle' }
    await acting.time.advance(4_000)
    expect(asked()).toEqual([{ kind: 'pause-queue', reason: 'break' }])
    script.says.pbx = { membership: 'break', device: 'idle' }
    await acting.time.advance(120_000)
    expect([asked().length, shown?.state]).toEqual([1, 'agreed'])
  })

  it('is left to the phone until that has had its answer', async () => {
    takeMeal()
    script.says.pbx = { membership: 'ready', device: 'idle' }
    await acting.time.advance(60_000)
    expect([asked(), shown?.state]).toEqual([[], 'settling'])
    acting.line.show([], asPaused())
    await acting.time.advance(4_000)
    expect(asked()).toEqual([{ kind: 'pause-queue', reason: 'break' }])
  })

  it('is said to be out of its queue, which cannot be mended from here, and is followed again once it is in', async () => {
    script.says.pbx = { membership: 'ready', device: 'idle' }
    await acting.time.advance(4_000)
    script.says.pbx = { membership: 'out', device: 'unknown' }
    await acting.time.advance(4_000)
    expect([shown, said?.membership, asked()]).toMatchObject([{ state: 'given-up', gaveUpOut: true, tries: 0 }, 'out', []])
    script.says.pbx = { membership: 'ready', device: 'idle' }
    await acting.time.advance(4_000)
    expect(shown?.state).toBe('agreed')
  })

  it('differs from nothing when it was in no queue from the beginning', async () => {
    script.says.pbx = { membership: 'out', device: 'idle' }
    await acting.time.advance(60_000)
    expect([shown?.state, said?.membership, asked()]).toEqual(['unknown', 'out', []])
  })

  it('asks nothing while the feed says nothing', async () => {
    takeMeal()
    await acting.time.advance(600_000)
    expect([asked(), shown]).toEqual([[], null])
  })

  it('does once what a lead has forced, with a reason of its own', async () => {
    script.says.desk = { signedIn: true, forced: { id: 'f1', what: 'busy' }, heardAt: acting.time.now() }
    for (const listener of script.listeners) listener()
    expect(acting.seat.store.getState().agent).toMatchObject({ kind: 'busy', reason: 'LEAD_ASKED' })
    acting.seat.tell({ kind: 'state-chosen', next: { kind: 'ready' }, at: acting.time.now() })
    await acting.time.advance(60_000)
    expect(acting.seat.store.getState().agent.kind).toBe('ready')
  })

  it('is left alone once it is stopped', async () => {
    stop()
    script.says.pbx = { membership: 'break', device: 'idle' }
    await acting.time.advance(60_000)
    expect(asked()).toEqual([])
  })
})
