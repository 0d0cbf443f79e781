import { afterEach, describe, expect, it } from 'vitest'
import { epochMs } from '../../../shared/lib/clock'
import { eventually } from './phone.fixture'
import { cancelOf, invite, openRawPbx } from './raw-pbx.fixture'
import type { RawPbx } from './raw-pbx.fixture'

let pbx: RawPbx
let aheadMs = 0
const clock = { now: () => epochMs(Date.now() + aheadMs) }

afterEach(() => pbx.line.dispose())

/** A ring that is taken back after so many seconds: how long it was said to last, and what it is called then. */
async function takenBack(afterSeconds: number, setting: number | null, headers: Readonly<Record<string, string>>) {
  aheadMs = 0
  pbx = await openRawPbx({ ringSeconds: setting, clock })
  const callId = 'a-call-of-the-queue'
  await pbx.send(invite(headers, '', callId))
  const { offer } = await eventually(() => pbx.line.snapshot().calls.find((call) => call.state === 'ringing'))
  aheadMs = afterSeconds * 1000
  await pbx.send(cancelOf(callId))
  const ended = await eventually(() => pbx.line.snapshot().calls.find((call) => call.state === 'ended'))
  return { ringSeconds: offer.ringSeconds, outcome: ended.state === 'ended' ? ended.outcome.kind : null }
}

describe('how long a ring lasts, told and decided by one number', () => {
  const told = { 'X-Ring-Timeout': '12' }

  it('is what the queue tells, whatever the setting is', async () => {
    expect(await takenBack(12, 25, told)).toEqual({ ringSeconds: 12, outcome: 'missed' })
    await pbx.line.dispose()
    expect(await takenBack(11, 25, told)).toEqual({ ringSeconds: 12, outcome: 'cancelled-by-caller' })
    await pbx.line.dispose()
    expect(await takenBack(6, 5, told)).toEqual({ ringSeconds: 12, outcome: 'cancelled-by-caller' })
  })

  it('is the setting where the queue does not tell', async () => {
    expect(await takenBack(25, 25, {})).toEqual({ ringSeconds: 25, outcome: 'missed' })
    await pbx.line.dispose()
    expect(await takenBack(12, 25, {})).toEqual({ ringSeconds: 25, outcome: 'cancelled-by-caller' })
  })

  it('is not known where nobody tells: then the caller has given up', async () => {
    expect(await takenBack(600, null, {})).toEqual({ ringSeconds: null, outcome: 'cancelled-by-caller' })
  })
})
