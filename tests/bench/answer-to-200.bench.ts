import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, type Page } from '@playwright/test'
import type { RemoteLine } from '../../renderer/console/phone/remote-line'
import type { CallId } from '../../shared/calls/call'
import { registered, until } from '../contract/phone-line.contract'
import { lineToPhone } from '../e2e/phone-bridge'
import { discard } from '../support/kill-lingxi'
import { hearMain } from '../support/ask-main'
import { launchLingxi } from '../support/lingxi-app'
import { percentile, type Bench, type Measurement } from './bench'

const rounds = 40
const roundsWithDeadServer = 15
const warmUp = 3
/** How long an answer may wait for candidates (`web-description.ts`), and what the answer itself takes. */
const gatheringLimitMs = 400

interface Timed {
  /** The agent's command in the phone page to the 200 OK on the wire, in milliseconds, without the opening of the microphone. */
  readonly answers: readonly number[]
  /** The opening of the microphone: the device's own time. */
  readonly microphones: readonly number[]
  /** What the browser alone takes for the same while it rings: both descriptions, candidates. */
  readonly bare: readonly number[]
}

/**
 * What the phone page adds to the browser's own work between the agent's answer and the 200 OK; and that a STUN server which
 * does not answer delays it by no more than the limit. In real Electron, on the practice line.
 */
export const bench: Bench = {
  async run() {
    const usual = await measure([], rounds)
    const dead = await withDeadServer((address) => measure([address], roundsWithDeadServer))
    const median = (values: readonly number[]) => percentile(values, 0.5)
    return [
      { what: 'answer to 200 OK, p50', value: median(usual.answers), unit: 'ms' },
      { what: 'answer to 200 OK, p95', value: percentile(usual.answers, 0.95), unit: 'ms' },
      { what: 'opening of the microphone, not in it, p50', value: median(usual.microphones), unit: 'ms' },
      { what: 'bare setLocalDescription until its candidates are there, p50', value: median(usual.bare), unit: 'ms' },
      { what: 'answer to 200 OK against the bare one, p50', value: median(usual.answers) / median(usual.bare), unit: 'ratio', atMost: 1.5 },
      { what: 'dead STUN server: bare, waiting for all candidates, p50 (looked at for 2 s at most)', value: median(dead.bare), unit: 'ms' },
      { what: 'dead STUN server: answer to 200 OK, p50', value: median(dead.answers), unit: 'ms' },
      { what: 'dead STUN server: answer to 200 OK, the longest', value: Math.max(...dead.answers), unit: 'ms', atMost: gatheringLimitMs + 100 },
    ] satisfies Measurement[]
  },
}

/** A STUN server that takes every question and answers none. */
async function withDeadServer(run: (address: string) => Promise<Timed>): Promise<Timed> {
  const socket = createSocket('udp4')
  let questions = 0
  socket.on('message', () => (questions += 1))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  try {
    const timed = await run(`stun:127.0.0.1:${socket.address().port}`)
    if (questions === 0) throw new Error('nobody asked the dead server')
    return timed
  } finally {
    socket.close()
  }
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
    const microphones: number[] = []
    for (let round = 0; round < count + warmUp; round += 1) {
      // In turns, so that whatever else the machine does is in both.
      const callId = await ring(line)
      expect(await line.execute({ kind: 'answer', callId })).toMatchObject({ ok: true })
      const { answerMs, microphoneMs } = await lastAnswer(phone)
      answers.push(answerMs - microphoneMs)
      microphones.push(microphoneMs)
      await line.execute({ kind: 'hang-up', callId })
      await isQuiet(line)
      await ring(line)
      bare.push(await bareAnswer(phone))
      await line.practice.execute({ kind: 'stop' })
      await isQuiet(line)
    }
    await line.dispose()
    await lingxi.close()
    return { answers: answers.slice(warmUp), microphones: microphones.slice(warmUp), bare: bare.slice(warmUp) }
  } catch (error) {
    await discard(lingxi)
    throw error
  }
}

interface Scope {
  answerMs: number
  microphoneMs: number
  lastOffer: string
}

async function ring(line: RemoteLine): Promise<CallId> {
  await line.practice.execute({ kind: 'play', callerId: 'C25' })
  return (await until(line, 'a ring', ({ calls }) => calls.find((call) => call.state === 'ringing'))).id
}

async function isQuiet(line: RemoteLine): Promise<void> {
  await until(line, 'quiet', ({ calls }) => calls.every((call) => call.state === 'ended'))
  await expect.poll(() => line.practice.snapshot()?.playing ?? null).toBeNull()
}

async function lastAnswer(phone: Page): Promise<Pick<Scope, 'answerMs' | 'microphoneMs'>> {
  const timed = await phone.evaluate(() => {
    const { answerMs, microphoneMs } = window as unknown as Scope
    return { answerMs, microphoneMs }
  })
  if (timed.answerMs === 0) throw new Error('no 200 OK was seen')
  return timed
}

/** The offer of the call that rings, answered by hand. Its connection is there before, as the phone has its own from the ring on. */
function bareAnswer(phone: Page): Promise<number> {
  return phone.evaluate(async () => {
    const { lastOffer } = window as unknown as Scope
    const connection = new RTCPeerConnection()
    const context = new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions)
    const { stream } = context.createMediaStreamDestination()
    const begun = performance.now()
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
    await context.close()
    return ms
  })
}

/**
 * In the phone page, before anything of it. The practice caller is in the same page and takes the 200 OK by setting its
 * answer, a microtask after it was sent.
 */
function timeAnswers(iceServers: readonly string[]): void {
  const scope = window as unknown as Scope
  scope.answerMs = 0
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
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const begun = performance.now()
    const stream = await open(constraints)
    scope.microphoneMs = performance.now() - begun
    return stream
  }
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
        }
        if (description.type !== 'offer') return super.setRemoteDescription(description)
        scope.lastOffer = description.sdp ?? ''
        // Chromium gathers no further once it is connected, and the two ends of this page are in no time: only who does not know
        // the caller's candidates waits for the server.
        if (iceServers.length > 0) return super.setRemoteDescription({ ...description, sdp: scope.lastOffer.replaceAll(/^a=candidate:.*\r\n/gm, '') })
        return super.setRemoteDescription(description)
      }
    },
  })
}
