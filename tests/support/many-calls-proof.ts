import { strict as assert } from 'node:assert'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, type Page } from '@playwright/test'
import { hearMain } from './ask-main'
import { openMemoryProbe } from './page-memory'
import type { MemoryProbe, PageMemory } from './page-memory'
import { keepPracticePort, ringFromElsewhere } from './practice-port'
import { openPracticeSeat } from './practice-seat'
import type { PracticeSeat } from './practice-seat'
import { slopeOf } from './slope'

/** A SIP transaction that nobody acknowledges is held for 32 s (RFC 3261, timer H). */
const quietMs = 40_000
/** Lists that end at so many lines are full by then: what is kept of a number, the day at the seat. */
const warmUpOf = (rounds: number) => Math.min(320, Math.ceil(rounds * 0.4))
const checkpoints = 16
/** With fewer calls the day's own list still fills up, and its lines are no leak. */
const fewestForSlope = 800
const mostGrowth = 0.05

const classes = ['RTCPeerConnection', 'MediaStreamTrack', 'AudioContext', 'RTCRtpSender'] as const
/** A session of sip.js under whatever name the build gave it. */
const ofSession = ['pendingReinvite', '_userAgent'] as const

type Alive = Readonly<Record<(typeof classes)[number] | 'Session', number>>

const ways = ['answered', 'cancelled', 'declined', 'failed'] as const

/**
 * Calls of every kind in one load of both pages, worked by the keyboard; then nothing of them is left in either page.
 * @throws when something is.
 */
export async function proveCallsLeaveNothing(rounds: number, log: (line: string) => void): Promise<void> {
  const seat = await openPracticeSeat()
  try {
    const { page } = seat
    const phone = await seat.lingxi.page('phone')
    const stopped = await hearMain(page, 'console', 'phoneStopped')
    await phone.addInitScript(letAnswersFail)
    await phone.reload()
    await expect.poll(stopped).toHaveLength(1)
    await keepPracticePort(page)
    await expect(seat.truth('line')).toContainText('演练线路')
    const probes = { phone: await openMemoryProbe(phone), console: await openMemoryProbe(page) }

    const call = async (count: number, from: number) => {
      for (let turn = from; turn < from + count; turn += 1) await oneCall(seat, phone, ways[turn % ways.length] ?? 'answered')
    }
    await canSee(seat, probes.phone)
    const warmUp = warmUpOf(rounds)
    await call(warmUp, 0)
    const before = await atRest(seat, probes)
    log(`warm after ${warmUp} calls: ${inWords(before)}`)

    const step = Math.max(1, Math.floor((rounds - warmUp) / checkpoints))
    const heaps = { phone: [before.phone.heapBytes], console: [before.console.heapBytes] }
    for (let done = warmUp; done < rounds; done += step) {
      await call(Math.min(step, rounds - done), done)
      const [inPhone, inConsole] = [await probes.phone.measure(), await probes.console.measure()]
      heaps.phone.push(inPhone.heapBytes)
      heaps.console.push(inConsole.heapBytes)
      log(`${Math.min(rounds, done + step)} calls: ${pageInWords('phone', inPhone)}; ${pageInWords('console', inConsole)}`)
    }
    const after = await atRest(seat, probes)
    log(`at the end: ${inWords(after)}`)
    judge(before, after)
    for (const name of ['phone', 'console'] as const) {
      const { perStep, uncertainty, isZeroOrLess } = slopeOf(heaps[name])
      log(`${name}: heap ${(perStep / step).toFixed(0)} +- ${(uncertainty / step).toFixed(0)} bytes a call`)
      if (rounds >= fewestForSlope) assert(isZeroOrLess, `the heap of the ${name} page grows`)
    }
  } finally {
    await seat.close()
  }
}

/** A probe that finds nothing while a call is up would find nothing ever. */
async function canSee({ page, ring }: PracticeSeat, probe: MemoryProbe): Promise<void> {
  await ring('C25')
  assert((await probe.aliveWith(...ofSession)) > 0, 'no session can be seen')
  assert((await probe.alive('RTCPeerConnection')) > 0, 'no peer connection can be seen')
  await say(page, { kind: 'stop' })
  await expect(page.getByTestId('ring-stage')).toBeHidden()
}

interface AtRest {
  readonly alive: Alive
  readonly phone: PageMemory
  readonly console: PageMemory
}

async function atRest(seat: PracticeSeat, probes: { readonly phone: MemoryProbe; readonly console: MemoryProbe }): Promise<AtRest> {
  await seat.page.locator('[data-nav="practice"]').click()
  await delay(quietMs)
  const alive: Record<string, number> = { Session: await probes.phone.aliveWith(...ofSession) }
  for (const name of classes) alive[name] = await probes.phone.alive(name)
  return { alive: alive as Alive, phone: await probes.phone.measure(), console: await probes.console.measure() }
}

function judge(before: AtRest, after: AtRest): void {
  const { alive } = after
  assert.equal(alive.RTCPeerConnection, 0, 'peer connections are left')
  assert.equal(alive.Session, 0, 'sessions are left')
  // Silence has a track and a context for all calls, the recorded callers and the ring have theirs: no call adds one.
  for (const name of classes) assert.equal(alive[name], before.alive[name], `there are more or less ${name} than after the warm-up`)
  for (const name of ['phone', 'console'] as const) {
    for (const what of ['nodes', 'listeners'] as const) {
      const growth = after[name][what] / before[name][what] - 1
      assert(growth <= mostGrowth, `${what} of the ${name} page grew by ${(100 * growth).toFixed(1)} %`)
    }
  }
}

async function oneCall(seat: PracticeSeat, phone: Page, way: (typeof ways)[number]): Promise<void> {
  const { page } = seat
  const stage = page.getByTestId('ring-stage')
  // The caller before may need a moment to be gone.
  await expect(async () => {
    await ringFromElsewhere(page, 'C25')
    await expect(stage).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 20_000 })
  if (way === 'cancelled') await say(page, { kind: 'stop' })
  else if (way === 'declined') {
    await page.keyboard.press('Shift+F2')
    await page.getByRole('dialog').getByRole('button').nth(1).click()
  } else {
    if (way === 'failed') await phone.evaluate(() => Object.assign(window, { failNextAnswer: true }))
    await answer(page)
  }
  await expect(stage).toBeHidden({ timeout: 15_000 })
  if (way === 'answered') await endTalk(seat)
  await expect(seat.state()).toHaveText(/^空闲/)
}

/** The first moment of a ring takes no keys. */
async function answer(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const since = document.querySelector<HTMLElement>('[data-testid="ring-stage"]')?.dataset['since']
    return since !== undefined && Date.now() - Number(since) > 700
  })
  await page.keyboard.press('F2')
}

/** Hangs up and throws the empty draft away: what is kept for later is kept, and no leak. */
async function endTalk({ page, press, state }: PracticeSeat): Promise<void> {
  await expect(state()).toHaveText(/^通话/)
  await press('Shift+F2')
  await expect(state()).toHaveText(/^话后/)
  await press('Control+1')
  await page.locator('main button', { hasText: /^丢弃$/ }).first().click()
  await expect(page.locator('[data-draft]')).toHaveCount(0)
  await page.locator('[data-nav="practice"]').click()
}

function say(page: Page, command: object): Promise<void> {
  return page.evaluate((wanted) => {
    const { practicePort } = window as unknown as { practicePort?: MessagePort }
    practicePort?.postMessage({ kind: 'practice', requestId: `say-${performance.now()}`, command: wanted })
  }, command)
}

/** Runs in the phone page: an offer that the browser refuses, when the proof asks for one. */
function letAnswersFail(): void {
  const scope = window as unknown as { failNextAnswer?: boolean }
  const set = RTCPeerConnection.prototype.setRemoteDescription
  RTCPeerConnection.prototype.setRemoteDescription = function (this: RTCPeerConnection, description: RTCSessionDescriptionInit): Promise<void> {
    if (description.type !== 'offer' || scope.failNextAnswer !== true) return Reflect.apply(set, this, [description]) as Promise<void>
    scope.failNextAnswer = false
    return Promise.reject(new DOMException('refused for the proof', 'InvalidAccessError'))
  }
}

function inWords({ alive, phone, console }: AtRest): string {
  const objects = Object.entries(alive).map(([name, count]) => `${name} ${count}`).join(', ')
  return `${objects}; ${pageInWords('phone', phone)}; ${pageInWords('console', console)}`
}

function pageInWords(name: string, { nodes, listeners, heapBytes }: PageMemory): string {
  return `${name} ${nodes} nodes, ${listeners} listeners, ${(heapBytes / 1e6).toFixed(2)} MB`
}
