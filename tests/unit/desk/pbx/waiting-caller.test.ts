import { describe, expect, it } from 'vitest'
import { createWaitingCallers } from '../../../../electron/desk/pbx/waiting-caller'
import { createManualTime } from '../../../support/manual-time'

const time = createManualTime()
const hour = 3_600_000
const open = (secret = 'one', riskOf: () => Promise<'RED' | 'ORANGE' | null> = async () => null) =>
  createWaitingCallers({ plan: { homeArea: '023' }, secret: Buffer.from(secret), timers: time, riskOf })

describe('who waits, as far as a wall may know', () => {
  it('is a masked number and a key, and nothing of the number in full', async () => {
    const caller = await open().describe('15400000012', time.now(), true)
    expect(caller).toMatchObject({ maskedNumber: '154****0012', earlierToday: 0, risk: null })
    expect(caller.callerKey).toMatch(/^[\w-]{22}$/)
    expect(JSON.stringify(caller)).not.toContain('5400000012')
  })

  it('has the same key all day however the trunk writes the number, another one the next day, and another one at another desk', async () => {
    const key = async (desk: ReturnType<typeof open>, raw: string, at = time.now()) => (await desk.describe(raw, time.now() + (at - time.now()), false)).callerKey
    const mine = await key(open(), '15400000012')
    expect(await key(open(), '+8615400000012')).toBe(mine)
    expect(await key(open(), '15400000012', time.now() + 24 * hour as never)).not.toBe(mine)
    expect(await key(open('two'), '15400000012')).not.toBe(mine)
  })

  it('counts the calls of the last 24 hours without this one, over midnight and from before the desk began', async () => {
    const desk = open()
    const now = time.now()
    const yesterday = await desk.describe('15400000012', now - 20 * hour, true)
    await desk.describe('15400000012', now - 30 * hour, true)
    expect((await desk.describe('15400000012', now, true)).earlierToday).toBe(1)
    expect((await desk.describe('15400000012', now + 1, true)).earlierToday).toBe(2)
    const restarted = open()
    restarted.remember([{ callerKey: yesterday.callerKey ?? '', at: now - 20 * hour }])
    expect((await restarted.describe('15400000012', now, true)).earlierToday).toBe(1)
  })

  it('has the same key for a seat that rings him back, also after the desk began anew; whoever has not called has none', async () => {
    const desk = open()
    const { callerKey } = await desk.describe('15400000012', time.now(), true)
    expect(desk.keyOfCaller('15400000012', time.now() + hour)).toBe(callerKey)
    expect(desk.keyOfCaller('+8615400000012', time.now())).toBe(callerKey)
    expect(desk.keyOfCaller('15400000029', time.now())).toBeNull()
    const restarted = open()
    expect(restarted.keyOfCaller('15400000012', time.now())).toBeNull()
    restarted.remember([{ callerKey: callerKey ?? '', at: time.now() }])
    expect(restarted.keyOfCaller('15400000012', time.now())).toBe(callerKey)
  })

  it('has no key where nobody is behind the number', async () => {
    for (const raw of ['anonymous', '12345', '1900', '']) expect((await open().describe(raw, time.now(), true)).callerKey).toBeNull()
  })

  it('is told of an order that burns, and does not wait for a desk that takes too long to look', async () => {
    expect((await open('one', async () => 'RED').describe('15400000012', time.now(), true)).risk).toBe('RED')
    const slow = open('one', () => new Promise(() => undefined)).describe('15400000012', time.now(), true)
    await time.advance(1_000)
    expect((await slow).risk).toBeNull()
    expect((await open('one', () => Promise.reject(new Error('no database'))).describe('15400000012', time.now(), true)).risk).toBeNull()
  })
})
