import { describe, expect, it } from 'vitest'
import { createBreakKeeper } from '../../../../electron/desk/floor/break-keeper'
import { seatSilentAfterMs } from '../../../../shared/floor/floor-line'
import type { BreakStep, FloorSignal } from '../../../../shared/floor/floor-signal'
import { offerMs } from '../../../../shared/queue/break-line'
import { testUuid } from '../../../support/drafts'
import { createManualTime } from '../../../support/manual-time'

const people = { li: testUuid(1), wang: testUuid(2), chen: testUuid(3) } as const
type Name = keyof typeof people

/** What is said is kept, whichever desk looks at it. */
function setUp(quota = 1) {
  const time = createManualTime()
  const signals: FloorSignal[] = []
  const rule = { quota }
  const floor = {
    signalsAfter: async (position: number, limit: number) => signals.filter((signal) => signal.position > position).slice(0, limit),
    positionBefore: async () => 0,
  }
  const open = () => createBreakKeeper({ floor, quota: async () => rule.quota, clock: time })
  const say = (name: Name, step: BreakStep) => void signals.push({
    id: testUuid(100 + signals.length), position: signals.length + 1, at: time.now(), to: { kind: 'leads' }, body: { kind: 'break', step }, from: { personId: people[name], name, seat: '8001' },
  })
  const everybody = new Set<string>(Object.values(people))
  const places = async (keeper: ReturnType<typeof open>, present: ReadonlySet<string> | null = everybody) => {
    await keeper.look(present)
    return Object.fromEntries((Object.keys(people) as Name[]).map((name) => {
      const place = keeper.placeOf(people[name])
      return [name, place.kind === 'waiting' ? `waiting ${place.place}` : place.kind]
    }))
  }
  return { time, rule, open, say, places, signalsAfter: floor.signalsAfter }
}

describe('the hotline’s line for a break', () => {
  it('goes by who asked first; whoever comes back makes room for the next one', async () => {
    const { open, say, places } = setUp()
    const desk = open()
    say('li', 'asked')
    say('wang', 'asked')
    say('chen', 'asked')
    expect(await places(desk)).toEqual({ li: 'offered', wang: 'waiting 1', chen: 'waiting 2' })
    say('li', 'taken')
    say('wang', 'withdrawn')
    expect(await places(desk)).toEqual({ li: 'away', wang: 'none', chen: 'waiting 1' })
    say('li', 'ended')
    expect(await places(desk)).toEqual({ li: 'none', wang: 'none', chen: 'offered' })
  })

  it('lets nobody go whose place somebody has taken through another desk since the last look', async () => {
    const { open, say, places, signalsAfter } = setUp()
    const desk = open()
    say('li', 'asked')
    await places(desk)
    expect(await desk.mayGo(people.li, signalsAfter)).toBe(true)
    say('wang', 'taken')
    expect(await desk.mayGo(people.li, signalsAfter)).toBe(false)
    // Nothing was taken in by asking: the line is told by the next look.
    expect(desk.placeOf(people.li).kind).toBe('offered')
    expect(await places(desk)).toMatchObject({ li: 'waiting 1', wang: 'away' })
  })

  it('lets nobody go whose offer has lapsed since, and whoever is on a break already once more', async () => {
    const { time, open, say, places, signalsAfter } = setUp()
    const desk = open()
    say('li', 'asked')
    say('wang', 'asked')
    await places(desk)
    await time.advance(offerMs)
    expect([await desk.mayGo(people.li, signalsAfter), await desk.mayGo(people.wang, signalsAfter)]).toEqual([false, true])
    say('wang', 'taken')
    expect(await desk.mayGo(people.wang, signalsAfter)).toBe(true)
  })

  it('goes on to the next one where a place is not taken in time', async () => {
    const { time, open, say, places } = setUp()
    const desk = open()
    say('li', 'asked')
    say('wang', 'asked')
    await places(desk)
    await time.advance(offerMs)
    expect(await places(desk)).toMatchObject({ li: 'waiting 1', wang: 'offered' })
  })

  it('is the same at a desk that begins later, and at one that has looked all the time', async () => {
    const { time, open, say, places } = setUp()
    const [first] = [open()]
    say('li', 'asked')
    await places(first)
    say('li', 'taken')
    say('wang', 'asked')
    say('chen', 'asked')
    await time.advance(60_000)
    say('li', 'ended')
    await places(first)
    // Nobody takes it: by the time the other desk begins, it has gone to the next one.
    await time.advance(offerMs + 1_000)
    expect(await places(open())).toEqual(await places(first))
    expect(await places(open())).toMatchObject({ chen: 'offered' })
  })

  it('waits for nobody who has gone home, but not before the desk has had time to hear of everybody', async () => {
    const { time, open, say, places } = setUp()
    say('li', 'asked')
    say('li', 'taken')
    say('wang', 'asked')
    const desk = open()
    const withoutLi = new Set<string>([people.wang, people.chen])
    expect(await places(desk, withoutLi)).toMatchObject({ li: 'away', wang: 'waiting 1' })
    await time.advance(seatSilentAfterMs)
    expect(await places(desk, withoutLi)).toMatchObject({ li: 'none', wang: 'offered' })
  })

  it('follows a rule that is changed: more may go, or nobody until there is room again', async () => {
    const { time, rule, open, say, places } = setUp(1)
    const desk = open()
    say('li', 'asked')
    say('li', 'taken')
    say('wang', 'asked')
    await places(desk)
    rule.quota = 2
    await time.advance(5_000)
    expect(await places(desk)).toMatchObject({ li: 'away', wang: 'offered' })
    rule.quota = 0
    await time.advance(5_000)
    say('li', 'ended')
    say('chen', 'asked')
    expect(await places(desk)).toMatchObject({ li: 'none', chen: 'waiting 1' })
  })
})
