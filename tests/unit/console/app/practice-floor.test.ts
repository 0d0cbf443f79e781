import { beforeEach, describe, expect, it } from 'vitest'
import { createPracticeFloor, type PracticeFloor } from '../../../../renderer/console/app/practice-floor'
import type { FloorSignal } from '../../../../shared/floor/floor-signal'
import { createManualTime } from '../../../support/manual-time'
import { testUuid } from '../../../support/drafts'

let time: ReturnType<typeof createManualTime>
let heard: FloorSignal[]
let floor: PracticeFloor

beforeEach(() => {
  time = createManualTime()
  heard = []
  let ids = 1
  floor = createPracticeFloor({ clock: time, timers: time, newId: () => testUuid(ids++), own: { personId: testUuid(99), name: '李敏', seat: '8017' }, onLink: () => undefined, onSignal: (signal) => void heard.push(signal) })
})

const press = () => floor.send({ id: testUuid(50), to: { kind: 'leads' }, body: { kind: 'red-pressed', redId: testUuid(51), queueCallId: null, drill: true, pressedAt: time.now(), place: '', number: '', who: '', redKind: null } })
const accepted = () => heard.some(({ body }) => body.kind === 'red-accepted')

describe('the invented floor of practice', () => {
  it('has a lead who accepts a call for help', async () => {
    expect(await press()).toMatchObject({ ok: true })
    await time.advance(10_000)
    expect(accepted()).toBe(true)
  })

  it('without leads takes what is said, and nobody accepts however long it is', async () => {
    floor.takeAway('leads')
    expect(floor.link()).toMatchObject({ kind: 'live', floor: { leads: 0 } })
    expect(await press()).toMatchObject({ ok: true })
    await time.advance(120_000)
    expect(accepted()).toBe(false)
  })

  it('without the desk is away, and takes nothing until it is back', async () => {
    floor.takeAway('desk')
    expect(floor.link().kind).toBe('away')
    expect(await press()).toEqual({ ok: false, error: { code: 'unreachable' } })
    expect(heard).toEqual([])
    floor.takeAway(null)
    expect(floor.link().kind).toBe('live')
    await press()
    await time.advance(10_000)
    expect(accepted()).toBe(true)
  })
})
