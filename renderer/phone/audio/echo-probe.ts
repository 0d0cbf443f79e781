import type { Session, SessionDescriptionHandler } from 'sip.js'
import type { LineError } from '../../../shared/calls/phone-line'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import type { SideCall } from '../sip/side-call'
import { createPump } from './pump'
import { createBreath, createQuietContext } from './quiet-context'
import { createWebDescription } from './web-description'
import type { DescriptionOptions } from './web-description'

export type CallEcho = (describe: (session: Session) => SessionDescriptionHandler) => Promise<Result<SideCall, LineError>>

export type EchoFailure = 'not-registered' | 'refused' | 'nothing-back'

/** Milliseconds from a tone that leaves this page to its return from the PBX. */
export type ProbeEcho = (isWanted: () => boolean) => Promise<Result<number, EchoFailure>>

export interface EchoProbeParts {
  readonly callEcho: CallEcho
  readonly description: DescriptionOptions
  readonly clock: Clock
  readonly timers: Timers
}

/** Speech codecs carry it, and hum of the mains lies far from it. */
const toneHz = 1000
const toneMs = 300
const lookEveryMs = 20
/** Media may take a moment to flow, so the first tones may be lost. */
const tries = 4
const eachTryMs = 1500
const heardAboveDb = -65

/** Calls the echo, sends a tone and waits for it: every part of the way that a voice takes, except microphone and earpiece. */
export function createEchoProbe({ callEcho, description, clock, timers }: EchoProbeParts): ProbeEcho {
  const pause = (ms: number) => new Promise<void>((resolve) => void timers.after(ms, resolve))

  return async (isWanted) => {
    const context = createQuietContext()
    const ear = createToneEar(context)
    const voice = context.createMediaStreamDestination()
    createBreath(context).connect(voice)
    void context.resume().catch(() => undefined)
    const called = await callEcho((session) => {
      const { handler, hear } = createWebDescription(session, voice.stream, description)
      hear(ear.hear)
      return handler
    })
    try {
      if (!called.ok) return err(called.error.code === 'not-registered' ? 'not-registered' : 'refused')
      for (let turn = 0; turn < tries && isWanted(); turn += 1) {
        const sentAt = clock.now()
        beep(context, voice)
        while (clock.now() - sentAt < eachTryMs && isWanted()) {
          await pause(lookEveryMs)
          if (ear.toneDb() > heardAboveDb) return ok(Math.round(clock.now() - sentAt))
        }
      }
      return err('nothing-back')
    } finally {
      if (called.ok) called.value.hangUp()
      ear.close()
      await context.close().catch(() => undefined)
    }
  }
}

function beep(context: AudioContext, into: AudioNode): void {
  const oscillator = context.createOscillator()
  oscillator.frequency.value = toneHz
  const gain = context.createGain()
  gain.gain.value = 0.4
  oscillator.connect(gain).connect(into)
  oscillator.start()
  oscillator.stop(context.currentTime + toneMs / 1000)
}

/** How loud the tone is in what comes back; minus infinity before anything does. */
function createToneEar(context: AudioContext): { hear(stream: MediaStream): void; toneDb(): number; close(): void } {
  const pump = createPump()
  const analyser = context.createAnalyser()
  analyser.smoothingTimeConstant = 0
  const bands = new Float32Array(analyser.frequencyBinCount)
  const middle = Math.round(toneHz / (context.sampleRate / analyser.fftSize))
  let isHearing = false
  return {
    hear(stream) {
      pump.play(stream)
      context.createMediaStreamSource(stream).connect(analyser)
      isHearing = true
    },
    toneDb() {
      if (!isHearing) return Number.NEGATIVE_INFINITY
      analyser.getFloatFrequencyData(bands)
      return Math.max(...bands.slice(middle - 1, middle + 2))
    },
    close: pump.close,
  }
}
