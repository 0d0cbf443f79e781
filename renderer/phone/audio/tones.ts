/** One note: `hz` for `ms`, beginning `atMs` after the start of the pattern. */
export interface Note {
  readonly hz: number
  readonly atMs: number
  readonly ms: number
}

interface Pattern {
  readonly notes: readonly Note[]
  readonly repeatMs: number
  readonly gain: number
}

export type ToneName = keyof typeof patterns

const helpNotes: readonly Note[] = [
  { hz: 784, atMs: 0, ms: 220 },
  { hz: 988, atMs: 240, ms: 220 },
  { hz: 1175, atMs: 480, ms: 220 },
  { hz: 988, atMs: 800, ms: 220 },
  { hz: 1175, atMs: 1040, ms: 320 },
]

const patterns = {
  /** A calm falling third, twice, then a long rest: it is heard forty times a day. */
  ring: {
    notes: [
      { hz: 659.26, atMs: 0, ms: 420 },
      { hz: 523.25, atMs: 380, ms: 620 },
      { hz: 659.26, atMs: 1100, ms: 420 },
      { hz: 523.25, atMs: 1480, ms: 620 },
    ],
    repeatMs: 4000,
    gain: 0.5,
  },
  /** Somebody calls for help: quick and rising, like no ring. */
  help: { notes: helpNotes, repeatMs: 1600, gain: 0.7 },
  helpInTalk: { notes: helpNotes, repeatMs: 3200, gain: 0.12 },
  /** Another call while the agent talks (call waiting tone, 450 Hz): under the voices, not over them. */
  waiting: { notes: [{ hz: 450, atMs: 0, ms: 400 }], repeatMs: 4400, gain: 0.05 },
  /** What a Chinese exchange lets the caller hear: 450 Hz, 1 s on, 4 s off. */
  ringback: { notes: [{ hz: 450, atMs: 0, ms: 1000 }], repeatMs: 5000, gain: 0.12 },
} as const satisfies Record<string, Pattern>

export interface TonePlayer {
  /** Plays this tone over and over; null = silence. The same tone again changes nothing. */
  play(tone: ToneName | null): void
  /** `deviceId` null = the system's default output; `volume` 0..1. */
  setOutput(output: { readonly deviceId: string | null; readonly volume: number }): void
}

type SinkContext = AudioContext & { setSinkId(id: string | { type: 'none' }): Promise<void> }

/** Tones made on the spot, so that no file has to be loaded before a ring can be heard. */
export function createTonePlayer(devices: MediaDevices): TonePlayer {
  let context: SinkContext | null = null
  let loudness: GainNode | null = null
  let output: { readonly deviceId: string | null; readonly volume: number } = { deviceId: null, volume: 0.7 }
  let playing: ToneName | null = null
  let stop = () => undefined as void

  async function chooseSink(of: SinkContext): Promise<void> {
    const found = await devices.enumerateDevices().catch(() => [])
    const outputs = found.filter((device) => device.kind === 'audiooutput')
    const isChosenThere = output.deviceId !== null && outputs.some((device) => device.deviceId === output.deviceId)
    // Without a loudspeaker the context would stand still and its notes pile up.
    const sink = outputs.length === 0 ? ({ type: 'none' } as const) : isChosenThere ? (output.deviceId ?? '') : ''
    await of.setSinkId(sink).catch(() => undefined)
  }

  // A loudspeaker that was pulled and put back is chosen again.
  devices.addEventListener('devicechange', () => context !== null && void chooseSink(context))

  function ready(): { context: SinkContext; loudness: GainNode } {
    if (context === null || loudness === null) {
      context = new AudioContext() as SinkContext
      loudness = context.createGain()
      loudness.connect(context.destination)
      void chooseSink(context)
    }
    loudness.gain.value = output.volume
    return { context, loudness }
  }

  function start(pattern: Pattern): () => void {
    const audio = ready()
    void audio.context.resume().catch(() => undefined)
    const strip = audio.context.createGain()
    strip.gain.value = pattern.gain
    strip.connect(audio.loudness)
    const once = () => pattern.notes.forEach((note) => strike(audio.context, strip, note))
    once()
    const timer = setInterval(once, pattern.repeatMs)
    return () => {
      clearInterval(timer)
      strip.disconnect()
    }
  }

  return {
    play(tone) {
      if (tone === playing) return
      stop()
      playing = tone
      stop = tone === null ? () => undefined : start(patterns[tone])
      if (tone === null) void context?.suspend().catch(() => undefined)
    },
    setOutput(next) {
      output = next
      if (loudness !== null) loudness.gain.value = next.volume
      if (context !== null) void chooseSink(context)
    },
  }
}

/** One note with a soft attack and decay; a plain switched tone clicks. */
export function strike(context: AudioContext, into: AudioNode, { hz, atMs, ms }: Note): void {
  const from = context.currentTime + atMs / 1000
  const to = from + ms / 1000
  const oscillator = context.createOscillator()
  const envelope = context.createGain()
  oscillator.frequency.value = hz
  envelope.gain.setValueAtTime(0, from)
  envelope.gain.linearRampToValueAtTime(1, from + 0.03)
  envelope.gain.setValueAtTime(1, Math.max(from + 0.03, to - 0.18))
  envelope.gain.linearRampToValueAtTime(0, to)
  oscillator.connect(envelope).connect(into)
  oscillator.start(from)
  oscillator.stop(to)
}
