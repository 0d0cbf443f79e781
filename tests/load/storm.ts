import { setTimeout as delay } from 'node:timers/promises'
import type { DeskProcess } from './desk-process'
import { lackOf, type LoadConsole } from './load-console'
import { sessionRoutes } from '../../shared/desk-api/sessions'

export interface StormResult {
  /** Until the last console had everything open again and lacked nothing. */
  readonly backMs: number
  readonly requestsPerSecond: number
  readonly lagP99Ms: number
  /** The same number of requests over the same time, with nothing cut. */
  readonly calmLagP99Ms: number
}

const lookEveryMs = 20
const backWithinMs = 120_000
const restMs = 3_000
/** Too short a calm says nothing of its hundredth part. */
const shortestCalmMs = 1_000

/** Every console loses every connection at the same moment and comes back by itself, while calls go on. */
export async function runStorm(desk: DeskProcess, consoles: readonly LoadConsole[]): Promise<StormResult> {
  const before = await desk.read()
  const newest = Math.max(...consoles.map((one) => one.position()))
  for (const one of consoles) one.cut()
  while (consoles.some((one) => one.lacks(newest).length > 0)) {
    if (performance.now() - before.atMs > backWithinMs) {
      throw new Error(`consoles are not back after ${backWithinMs / 1_000} s: ${JSON.stringify(lackOf(consoles, newest))}`)
    }
    await delay(lookEveryMs)
  }
  const after = await desk.read()
  const backMs = after.atMs - before.atMs
  const requests = after.requests - before.requests
  await delay(restMs)
  return { backMs, requestsPerSecond: (1_000 * requests) / backMs, lagP99Ms: after.lagP99Ms, calmLagP99Ms: await calmLag(desk, consoles, requests, Math.max(shortestCalmMs, backMs)) }
}

async function calmLag(desk: DeskProcess, consoles: readonly LoadConsole[], requests: number, ms: number): Promise<number> {
  const begun = await desk.read()
  const asked: Promise<unknown>[] = []
  for (let n = 0; performance.now() - begun.atMs < ms; ) {
    const due = Math.min(requests, (requests * (performance.now() - begun.atMs)) / ms)
    for (; n < due; n += 1) asked.push(consoles[n % consoles.length]?.ask(sessionRoutes.session) ?? Promise.resolve())
    await delay(5)
  }
  await Promise.all(asked)
  return (await desk.read()).lagP99Ms
}
