import { levelEveryMs } from '../../../shared/calls/sound-control'
import type { SoundOutput } from '../../../shared/calls/sound-control'
import type { Timers } from '../../../shared/lib/clock'
import { createEar } from './loudness'
import { strike } from './tones'

export interface TestTone {
  readonly output: SoundOutput
  /** The first of these that takes the sound; '' = the system's default. */
  readonly deviceIds: readonly string[]
  /** 0..1. */
  readonly volume: number
}

/** Plays a tone once on an output and tells how loud it is meanwhile. False = no output took it, or it did not sound. */
export type PlayTestTone = (tone: TestTone, level: (loudness: number) => void) => Promise<boolean>

/** The ring's falling third, or two soft notes for the ear. */
const notes = {
  ring: [{ hz: 659.26, atMs: 0, ms: 420 }, { hz: 523.25, atMs: 380, ms: 620 }],
  speaker: [{ hz: 440, atMs: 0, ms: 450 }, { hz: 587.33, atMs: 420, ms: 500 }],
} as const
const lengthMs = 1200

type SinkContext = AudioContext & { setSinkId(id: string): Promise<void> }

export function createTestTone(timers: Timers): PlayTestTone {
  return async ({ output, deviceIds, volume }, level) => {
    const context = new AudioContext() as SinkContext
    try {
      if (!(await takeOutput(context, deviceIds))) return false
      const strip = context.createGain()
      strip.gain.value = volume * (output === 'ring' ? 0.5 : 0.3)
      strip.connect(context.destination)
      const read = createEar(context, strip)
      void context.resume().catch(() => undefined)
      for (const note of notes[output]) strike(context, strip, note)
      for (let sinceMs = 0; sinceMs < lengthMs; sinceMs += levelEveryMs) {
        await new Promise<void>((resolve) => void timers.after(levelEveryMs, resolve))
        level(read())
      }
      // The clock of a context stands still where nothing takes its sound.
      return context.currentTime > 0
    } finally {
      await context.close().catch(() => undefined)
    }
  }
}

async function takeOutput(context: SinkContext, deviceIds: readonly string[]): Promise<boolean> {
  for (const id of deviceIds) {
    if (await context.setSinkId(id).then(() => true, () => false)) return true
  }
  return false
}
