import { strict as assert } from 'node:assert'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, type Page } from '@playwright/test'
import { hearMain } from './ask-main'
import { grownInWords, programBytes, type HeapContent } from './heap-content'
import { openMemoryProbe } from './page-memory'
import type { MemoryProbe, PageMemory } from './page-memory'
import { keepPracticePort, ringFromElsewhere } from './practice-port'
import { openPracticeSeat } from './practice-seat'
import type { PracticeSeat } from './practice-seat'
import { ringKeysAlive } from './ring-keys'
import { slopeOf, type Slope } from './slope'

/** A SIP transaction that nobody acknowledges is held for 32 s (RFC 3261, timer H). */
const quietMs = 40_000
/** The day at the seat and the courses of its calls hold 300 each: after so many calls everything that ends somewhere is full. */
const fullAfter = 320
/** The second half of the calls is measured, in so many blocks. */
const mostBlocks = 10
const fewestPoints = 5
/** A slope that may be wrong by more than this many bytes a call would hide a leak, and proves nothing. */
const mostHidden = 200
const mostGrowth = 0.05
/** Machine code is made of a function when it has run often, for thousands of calls: without it a whole heap can be compared. */
const withoutMachineCode = '--no-opt --no-sparkplug'

const classes = ['RTCPeerConnection', 'MediaStreamTrack', 'AudioContext', 'RTCRtpSender'] as const
/** A session of sip.js under whatever name the build gave it. */
const ofSession = ['pendingReinvite', '_userAgent'] as const

const pages = ['phone', 'console'] as const

type OfPages<T> = Readonly<Record<(typeof pages)[number], T>>

type Alive = Readonly<Record<(typeof classes)[number] | 'Session', number>>

const ways = ['answered', 'cancelled', 'declined', 'failed'] as const

/**
 * Calls of every kind in one load of both pages, worked by the keyboard; then nothing of them is left in either page.
 * @throws when something is.
 */
export async function proveCallsLeaveNothing(rounds: number, log: (line: string) => void): Promise<void> {
  const seat = await openPracticeSeat({ v8Flags: withoutMachineCode })
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
    const look = async (after: number): Promise<Look> => {
      const taken = await betweenCalls(seat, probes)
      log(`${after} calls: ${pages.map((name) => lookInWords(name, taken[name])).join('; ')}`)
      return taken
    }
    await canSee(seat, probes.phone)
    for (const name of pages) await seesTexts(name === 'phone' ? phone : page, probes[name])
    const { early, warmUp, step } = planOf(rounds)
    await call(early, 0)
    const cold = await look(early)
    await call(warmUp - early, early)
    const warm = await look(warmUp)
    tellGrowth(cold, warm, log)
    const before = await atRest(seat, probes)
    log(`at rest: ${inWords(before)}`)

    const looks = [warm]
    for (let done = warmUp; done < rounds; done += step) {
      await call(step, done)
      looks.push(await look(done + step))
    }
    tellGrowth(warm, looks.at(-1) ?? warm, log)
    const after = await atRest(seat, probes)
    log(`at rest: ${inWords(after)}`)
    judge(before, after)
    const growing = looks.length < fewestPoints ? [] : growingPages(looks, step, log)
    if (warmUp >= fullAfter) assert.deepEqual(growing, [], 'heaps grow, or nobody can tell')
  } finally {
    await seat.close()
  }
}

/** Blocks of equal length, each with calls of every kind, behind a warm-up of at least half of the calls. */
function planOf(rounds: number): { readonly early: number; readonly warmUp: number; readonly step: number } {
  const blocks = Math.max(1, Math.min(mostBlocks, Math.floor(rounds / 2 / ways.length)))
  const step = ways.length * Math.max(1, Math.floor(rounds / 2 / blocks / ways.length))
  const warmUp = Math.max(0, rounds - blocks * step)
  return { early: Math.min(fullAfter, warmUp), warmUp, step }
}

interface PageLook {
  readonly memory: PageMemory
  readonly content: HeapContent
}

type Look = OfPages<PageLook>

/**
 * Always the same moment: right behind a call of the last kind, with the practice callers on the screen, the agent free, and
 * everything delivered; the calls of the last minute, at most 20, are known still, and the last one’s failure is told. The phone is looked
 * at as soon as SIP holds no session any more.
 */
async function betweenCalls(seat: PracticeSeat, probes: OfPages<MemoryProbe>): Promise<Look> {
  await seat.page.locator('[data-nav="practice"]').click()
  await expect(seat.page.locator('#practice-C01')).toBeVisible()
  await expect(seat.page.getByTestId('ring-stage')).toBeHidden()
  await expect(seat.state()).toHaveText(/^空闲/)
  await seat.isSynced()
  // In this order: a snapshot of what has not been collected yet tells what nobody holds any more.
  const lookAt = async (probe: MemoryProbe): Promise<PageLook> => ({ memory: await probe.measure(), content: await probe.content() })
  const ofConsole = await lookAt(probes.console)
  // How many sessions the phone still holds for half a minute depends on how fast the machine has been.
  await expect.poll(() => probes.phone.aliveWith(...ofSession), { timeout: 2 * quietMs }).toBe(0)
  return { phone: await lookAt(probes.phone), console: ofConsole }
}

function tellGrowth(before: Look, after: Look, log: (line: string) => void): void {
  for (const name of pages) log(`${name}, what has become more: ${grownInWords(before[name].content, after[name].content)}`)
}

/** Of which pages the program holds more from call to call, beyond what the scatter of the looks explains. */
function growingPages(looks: readonly Look[], step: number, log: (line: string) => void): readonly string[] {
  const aCall = ({ perStep, uncertainty }: Slope) => `${(perStep / step).toFixed(0)} +- ${(uncertainty / step).toFixed(0)}`
  return pages.filter((name) => {
    const heap = slopeOf(looks.map((look) => look[name].memory.heapBytes))
    const own = slopeOf(looks.map((look) => programBytes(look[name].content)))
    log(`${name}: heap ${aCall(heap)} bytes a call, without the engine's own ${aCall(own)}`)
    return !heap.isZeroOrLess || !own.isZeroOrLess || own.uncertainty / step > mostHidden
  })
}

/** A probe that finds nothing while a call is up would find nothing ever. */
async function canSee({ page, ring }: PracticeSeat, probe: MemoryProbe): Promise<void> {
  await ring('C25')
  assert((await probe.aliveWith(...ofSession)) > 0, 'no session can be seen')
  assert((await probe.alive('RTCPeerConnection')) > 0, 'no peer connection can be seen')
  await say(page, { kind: 'stop' })
  await expect(page.getByTestId('ring-stage')).toBeHidden()
}

/** The same for what a heap holds: what ten thousand calls might leave, beside which a call that has just ended is nothing. */
async function seesTexts(page: Page, probe: MemoryProbe): Promise<void> {
  const before = await settledBytes(probe)
  await page.evaluate(keepTexts, 10_000)
  const grown = programBytes(await probe.content()) - before
  await page.evaluate(keepTexts, 0)
  assert(grown > 2_500_000, `of 3 MB that are kept ${grown} bytes are seen`)
}

/** A ring that has just ended lets go of its sound in its own time. */
async function settledBytes(probe: MemoryProbe): Promise<number> {
  let last = NaN
  await expect.poll(async () => {
    const before = last
    last = programBytes(await probe.content())
    return Math.abs(last - before)
  }, { timeout: 2 * quietMs }).toBeLessThan(200_000)
  return last
}

interface AtRest extends OfPages<PageMemory> {
  readonly alive: Alive
}

async function atRest(seat: PracticeSeat, probes: OfPages<MemoryProbe>): Promise<AtRest> {
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
  for (const name of pages) {
    for (const what of ['nodes', 'listeners'] as const) {
      const growth = after[name][what] / before[name][what] - 1
      assert(growth <= mostGrowth, `${what} of the ${name} page grew by ${(100 * growth).toFixed(1)} %`)
    }
  }
}

async function oneCall({ page }: PracticeSeat, phone: Page, way: (typeof ways)[number]): Promise<void> {
  // The caller before may need a moment to be gone.
  await expect(async () => {
    await ringFromElsewhere(page, 'C25')
    await shows(page, { isRinging: true, state: '' }, 2000)
  }).toPass({ intervals: [100], timeout: 20_000 })
  if (way === 'cancelled') await say(page, { kind: 'stop' })
  else if (way === 'declined') {
    await page.keyboard.press('Shift+F2')
    await page.getByRole('dialog').getByRole('button').nth(1).click()
  } else {
    if (way === 'failed') await phone.evaluate(() => Object.assign(window, { failNextAnswer: true }))
    await answer(page)
  }
  if (way === 'answered') await endTalk(page)
  await shows(page, { isRinging: false, state: '空闲' })
}

async function answer(page: Page): Promise<void> {
  await ringKeysAlive(page)
  await page.keyboard.press('F2')
}

/** Hangs up and throws the empty draft away: what is kept for later is kept, and no leak. */
async function endTalk(page: Page): Promise<void> {
  await shows(page, { isRinging: false, state: '通话' })
  await page.keyboard.press('Shift+F2')
  await shows(page, { isRinging: false, state: '话后' })
  await page.keyboard.press('Control+1')
  await page.locator('main button', { hasText: /^丢弃$/ }).first().click()
  await page.waitForFunction(() => document.querySelector('[data-draft]') === null)
  await page.locator('[data-nav="practice"]').click()
}

interface Shown {
  readonly isRinging: boolean
  /** How the state in the bar begins. */
  readonly state: string
}

/** Looks again at every frame: a run has ten thousand of these waits, and a look every half second would double its time. */
async function shows(page: Page, shown: Shown, timeout = 15_000): Promise<void> {
  await page.waitForFunction(
    ({ isRinging, state }) => {
      const isSeen = document.querySelector('[data-testid="ring-stage"]') !== null
      return isSeen === isRinging && document.querySelector('header [role="status"]')?.textContent?.trim().startsWith(state) === true
    },
    shown,
    { timeout },
  )
}

function say(page: Page, command: object): Promise<void> {
  return page.evaluate((wanted) => {
    const { practicePort } = window as unknown as { practicePort?: MessagePort }
    practicePort?.postMessage({ kind: 'practice', requestId: `say-${performance.now()}`, command: wanted })
  }, command)
}

/** Runs in a page: keeps so many texts of their own as a leak would, 300 bytes each; none lets go of them. */
function keepTexts(count: number): void {
  // Put together out of characters: a part of another text, or a repetition, would share its memory.
  const text = (of: number) => Array.from({ length: 280 }, (_, at) => String.fromCharCode(97 + ((at * of) % 26))).join('')
  Object.assign(window, { keptTexts: Array.from({ length: count }, (_, of) => text(of)) })
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

function lookInWords(name: string, { memory, content }: PageLook): string {
  return `${pageInWords(name, memory)}, ${(programBytes(content) / 1e6).toFixed(2)} MB without the engine’s own`
}

function pageInWords(name: string, { nodes, listeners, heapBytes }: PageMemory): string {
  return `${name} ${nodes} nodes, ${listeners} listeners, ${(heapBytes / 1e6).toFixed(2)} MB`
}
