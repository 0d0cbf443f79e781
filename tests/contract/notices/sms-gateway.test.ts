import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSmsGateway, smsAgainAfterMs, smsAnswerMs } from '../../../electron/desk/notices/sms-gateway'
import type { Timers } from '../../../shared/lib/clock'
import { until } from '../../support/desk/desk-folder'
import { startSmsStandIn, type SmsStandIn } from '../../support/sms-stand-in'

const message = { id: '0192f0c1-0000-8000-8000-000000000001', to: '15400000090', text: '【红色求助】请立即致电热线值班台。' }
const token = 'a-token-of-the-house'

describe('a gateway of messages', () => {
  let house: SmsStandIn
  let waited: number[]
  let logged: object[]
  /** Ends the wait for an answer that is under way. */
  let tooLate: (() => void) | null
  /** The pause is over at once; the wait for an answer when the test says so. */
  const timers: Timers = {
    after(delayMs, run) {
      waited.push(delayMs)
      if (delayMs === smsAgainAfterMs) {
        const soon = setImmediate(run)
        return { cancel: () => clearImmediate(soon) }
      }
      tooLate = run
      return { cancel: () => void (tooLate = null) }
    },
  }
  beforeAll(async () => {
    house = await startSmsStandIn()
  })
  afterAll(() => house.close())
  beforeEach(() => {
    house.heard.length = 0
    waited = []
    logged = []
    tooLate = null
  })
  const gateway = (url = house.url) => createSmsGateway({ settings: { url, token }, fetch: globalThis.fetch, timers, log: (entry) => void logged.push(entry) })
  const heardOf = { method: 'POST', path: '/send', authorization: `Bearer ${token}`, body: message }

  it('gets one POST of JSON under its token, and has the message once it says so', async () => {
    house.behave('accepts')
    expect(await gateway().send(message)).toBe(true)
    expect(house.heard).toEqual([heardOf])
    expect(waited).toEqual([smsAnswerMs])
  })

  it('that refuses once is asked a second time under the same id', async () => {
    house.behave('refuses', 'accepts')
    expect(await gateway().send(message)).toBe(true)
    expect(house.heard).toEqual([heardOf, heardOf])
    expect(waited).toEqual([smsAnswerMs, smsAgainAfterMs, smsAnswerMs])
  })

  it.each(['refuses', 'drops'] as const)('that %s is not asked a third time', async (manner) => {
    house.behave(manner)
    expect(await gateway().send(message)).toBe(false)
    expect(house.heard).toHaveLength(2)
  })

  it('that hangs is given up after five seconds, twice', async () => {
    house.behave('hangs')
    const sent = gateway().send(message)
    for (const tries of [1, 2]) {
      await until(() => house.heard.length === tries && tooLate !== null)
      tooLate?.()
    }
    expect(await sent).toBe(false)
    expect(house.heard).toHaveLength(2)
    expect(logged).toMatchObject([{ why: 'timed-out', isLast: false }, { why: 'timed-out', isLast: true }])
  })

  it('is not followed where it points to: the token and the number go nowhere else', async () => {
    house.behave('redirects')
    expect(await gateway().send(message)).toBe(false)
    expect(house.heard.map(({ path }) => path)).toEqual(['/send', '/send'])
  })

  it('may go on answering for ever: nothing of that is read', async () => {
    house.behave('never-ends')
    expect(await gateway().send(message)).toBe(true)
    expect(house.heard).toHaveLength(1)
  })

  it('that is down has not taken anything', async () => {
    const down = await startSmsStandIn()
    await down.close()
    expect(await gateway(down.url).send(message)).toBe(false)
    expect(logged).toMatchObject([{ why: 'unreachable' }, { why: 'unreachable' }])
  })

  it('leaves neither a number nor words nor its token in the log', async () => {
    house.behave('refuses')
    await gateway().send(message)
    expect(logged).toHaveLength(2)
    expect(JSON.stringify(logged)).not.toMatch(/15400000090|红色|a-token/)
  })
})
