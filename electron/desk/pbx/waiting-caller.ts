import { createHmac } from 'node:crypto'
import { DAY_MS, localDay } from '../../../shared/callers/local-day'
import { maskPhone } from '../../../shared/callers/masking'
import type { NumberPlan } from '../../../shared/callers/number-plan'
import { isPersonal, parsePhoneNumber, type HistoryKey } from '../../../shared/callers/phone-number'
import type { Timers } from '../../../shared/lib/clock'
import { epochMs } from '../../../shared/lib/clock'
import type { WaitingCaller } from '../../../shared/queue/queue-event'

/** Whether an order of this number burns; what the desk's orders say. */
export type RiskOf = (key: HistoryKey) => Promise<WaitingCaller['risk']>

/** A call of the last 24 hours, as the history has it. */
export interface EarlierCall {
  readonly callerKey: string
  readonly at: number
}

export interface WaitingCallersOptions {
  readonly plan: NumberPlan
  /** Of this desk; never leaves it. */
  readonly secret: Buffer
  readonly timers: Timers
  readonly riskOf: RiskOf
}

export interface WaitingCallers {
  /** `count` when the call is a new one, to be counted for those after it. Never rejects: without an answer in time the risk is null. */
  describe(rawNumber: string, at: number, count: boolean): Promise<WaitingCaller>
  /** What to dial to reach whoever has that key and was described since this desk began; null when that was nobody. */
  numberOf(callerKey: string): string | null
  /** The key of somebody who has called on that day; null for everybody else. */
  keyOfCaller(rawNumber: string, at: number): string | null
  /** What was counted before this desk began. */
  remember(calls: readonly EarlierCall[]): void
}

/** A caller must not wait for the desk's orders to be looked through. */
const riskWithinMs = 250
const mostKeys = 200_000

/** Nobody waits in a queue behind so many others. */
const mostNumbers = 5_000

/**
 * Masks who calls. SECURITY: the number in full ends here, but for whoever gives up and is to be rung back (`numberOf`). The key is an HMAC over the day and the number, so that it joins the calls
 * of one day and none of two, and cannot be tried out without the desk's secret.
 */
export function createWaitingCallers({ plan, secret, timers, riskOf }: WaitingCallersOptions): WaitingCallers {
  const calls = new Map<string, number[]>()
  const numbers = new Map<string, string>()

  const keyOf = (key: HistoryKey, day: number) => createHmac('sha256', secret).update(`caller ${day} ${key}`, 'utf8').digest('base64url').slice(0, 22)

  function earlier(keys: readonly string[], at: number): number {
    return keys.reduce((sum, key) => sum + (calls.get(key) ?? []).filter((time) => time < at && time >= at - DAY_MS).length, 0)
  }

  function add(key: string, at: number): void {
    const times = calls.get(key)
    if (times !== undefined) return void (times.includes(at) || times.push(at))
    calls.set(key, [at])
    const [oldest] = calls.keys()
    if (calls.size > mostKeys && oldest !== undefined) calls.delete(oldest)
  }

  /** The latest last, so that the one who has waited longest goes first. */
  function rememberNumber(key: string, dial: string): void {
    numbers.delete(key)
    numbers.set(key, dial)
    const [oldest] = numbers.keys()
    if (numbers.size > mostNumbers && oldest !== undefined) numbers.delete(oldest)
  }

  async function riskInTime(key: HistoryKey): Promise<WaitingCaller['risk']> {
    return new Promise((resolve) => {
      const limit = timers.after(riskWithinMs, () => resolve(null))
      riskOf(key).then(resolve, () => resolve(null)).finally(() => limit.cancel())
    })
  }

  return {
    async describe(rawNumber, at, count) {
      const number = parsePhoneNumber(rawNumber, plan)
      const maskedNumber = maskPhone(number).slice(0, 40)
      if (!isPersonal(number)) return { maskedNumber, callerKey: null, earlierToday: 0, risk: null }
      const day = localDay(epochMs(at))
      const callerKey = keyOf(number.key, day)
      const earlierToday = earlier([callerKey, keyOf(number.key, day - 1)], at)
      if (count) add(callerKey, at)
      rememberNumber(callerKey, number.dial)
      return { maskedNumber, callerKey, earlierToday, risk: await riskInTime(number.key) }
    },
    keyOfCaller(rawNumber, at) {
      const number = parsePhoneNumber(rawNumber, plan)
      const callerKey = isPersonal(number) ? keyOf(number.key, localDay(epochMs(at))) : null
      return callerKey !== null && calls.has(callerKey) ? callerKey : null
    },
    numberOf: (callerKey) => numbers.get(callerKey) ?? null,
    remember: (known) => known.forEach(({ callerKey, at }) => add(callerKey, at)),
  }
}
