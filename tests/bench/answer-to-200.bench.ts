import { expect, type Page } from '@playwright/test'
import { registered, until } from '../contract/phone-line.contract'
import { lineToPhone } from '../e2e/phone-bridge'
import { hearMain } from '../support/ask-main'
import { launchLingxi } from '../support/lingxi-app'
import { percentile, type Bench, type Measurement } from './bench'

const rounds = 40
const roundsWithDeadServer = 15
const warmUp = 3
/** Nobody answers here (RFC 5737, section 3). */
const deadServer = 'stun:192.0.2.1:3478'
/** How long an answer may wait for candidates (`web-description.ts`), and what the answer itself takes. */
const gatheringLimitMs = 400

interface Timed {
  /** The agent's command in the phone page to the 200 OK on the wire, in milliseconds. */
  readonly answers: readonly number[]
  /** What the browser alone takes for an answer to the same offer: microphone, both descriptions, candidates. */
  readonly bare: readonly number[]
}

/**
 * What the phone page adds to the browser's own work between the agent's answer and the 200 OK; and that a STUN server which
 * does not answer delays it by no more than the limit. In real Electron, on the practice line.
 */
export const bench: Bench = {
  async run() {
    const usual = await measure([], rounds)
    const dead = await measure([deadServer], roundsWithDeadServer)
    const median = (values: readonly number[]) => percentile(values, 0.5)
    return [
      { what: 'answer to 200 OK, p50', value: median(usual.answers), unit: 'ms' },
      { what: 'answer to 200 OK, p95', value: percentile(usual.answers, 0.95), unit: 'ms' },
      { what: 'bare setLocalDescription with microphone and candidates, p50', value: median(usual.bare), unit: 'ms' },
      { what: 'answer to 200 OK against the bare one, p50', value: median(usual.answers) / median(usual.bare), unit: 'ratio', atMost: 1.5 },
      { what: 'dead STUN server: bare, waiting for all candidates, p50 (looked at for 2 s at most)', value: median(dead.bare), unit: 'ms' },
      { what: 'dead STUN server: answer to 200 OK, the longest', value: Math.max(...dead.answers), unit: 'ms', atMost: gatheringLimitMs + 100 },
    ] satisfies Measurement[]
  },
}

async function measure(iceServers: readonly string[], count: number): Promise<Timed> {
  const lingxi = await launchLingxi({ args: ['--practice', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] })
  try {
    const console = await lingxi.page('console')
    const phone = await lingxi.page('phone')
    const stopped = await hearMain(console, 'console', 'phoneStopped')
    await phone.addInitScript(timeAnswers, iceServers)
    await phone.reload()
    await expect.poll(stopped).toHaveLength(1)
    await expect(console.locator('[data-truth="line"]')).toContainText('演练线路')
    const line = lineToPhone(lingxi.electron)
    await registered(line)
    const answers: number[] = []
    const bare: number[] = []
    for (let round = 0; round < count + warmUp; round += 1) {
      await line.practice.execute({ kind: 'play', callerId: 'C25' })
      const { id: callId } = await until(line, 'a ring', ({ calls }) => calls.find((call) => call.state === 'ringing'))
      expect(await line.execute({ kind: 'answer', callId })).toMatchObject({ ok: true })
      answers.push(await lastAnswer(phone))
      bare.push(await bareAnswer(phone))
      await line.execute({ kind: 'hang-up', callId })
      await expect.poll(() => line.practice.snapshot()?.playing ?? null).toBeNull()
    }
    await line.dispose()
    await lingxi.close()
    return { answers: answers.slice(warmUp), bare: bare.slice(warmUp) }
  } catch (error) {
    lingxi.electron.process().kill('SIGKILL')
    throw error
  }
}

interface Scope {
  answerMs: number | null
  lastOffer: string
}

async function lastAnswer(phone: Page): Promise<number> {
  const ms = await phone.evaluate(() => (window as unknown as Scope).answerMs)
  if (ms === null) throw new Error('no 200 OK was seen')
  return ms
}

/** The same offer answered once more, by hand. */
function bareAnswer(phone: Page): Promise<number> {
  return phone.evaluate(async () => {
    const { lastOffer } = window as unknown as Scope
    const connection = new RTCPeerConnection()
    const begun = performance.now()
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } })
    await connection.setRemoteDescription({ type: 'offer', sdp: lastOffer })
    for (const track of stream.getTracks()) connection.addTrack(track, stream)
    const gathered = new Promise<void>((resolve) => {
      connection.addEventListener('icegatheringstatechange', () => connection.iceGatheringState === 'complete' && resolve())
      setTimeout(resolve, 2000)
    })
    await connection.setLocalDescription(await connection.createAnswer())
    await gathered
    const ms = performance.now() - begun
    connection.close()
    for (const track of stream.getTracks()) track.stop()
    return ms
  })
}

/**
 * In the phone page, before anything of it. The practice caller is in the same page and takes the 200 OK by setting its
 * answer, a microtask after it was sent.
 */
function timeAnswers(iceServers: readonly string[]): void {
  const scope = window as unknown as Scope
  scope.answerMs = null
  let askedAt = 0
  const listen = MessagePort.prototype.addEventListener
  MessagePort.prototype.addEventListener = function (this: MessagePort, type: string, listener: EventListener, ...rest: unknown[]) {
    const heard = (event: Event) => {
      const message = (event as MessageEvent<{ kind?: string; command?: { kind?: string } } | null>).data
      if (type === 'message' && message?.kind === 'command' && message.command?.kind === 'answer') askedAt = performance.now()
      listener.call(this, event)
    }
    Reflect.apply(listen, this, [type, heard, ...rest])
  } as typeof listen
  const Original = RTCPeerConnection
  Object.assign(window, {
    RTCPeerConnection: class extends Original {
      constructor(configuration: RTCConfiguration = {}) {
        super(iceServers.length === 0 ? configuration : { ...configuration, iceServers: [{ urls: [...iceServers] }] })
      }
      override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
        if (description.type === 'answer' && askedAt > 0) {
          scope.answerMs = performance.now() - askedAt
          askedAt = 0
        } else if (description.type === 'offer') scope.lastOffer = description.sdp ?? ''
        return super.setRemoteDescription(description)
      }
    },
  })
}
