/** Three times a falling pair: unlike a ring, and unlike the quick rising notes of a call for help. */
const notes = [0, 700, 1400].flatMap((atMs) => [{ hz: 740, atMs, ms: 240 }, { hz: 554, atMs: atMs + 260, ms: 320 }])
const gain = 0.4

/** One go of it, made on the spot: no file has to be loaded before it can be heard. */
export function createAlarmSound(open: () => AudioContext): () => void {
  let context: AudioContext | null = null
  return () => {
    context ??= open()
    void context.resume().catch(() => undefined)
    for (const { hz, atMs, ms } of notes) {
      const from = context.currentTime + atMs / 1000
      const to = from + ms / 1000
      const oscillator = context.createOscillator()
      const envelope = context.createGain()
      oscillator.frequency.value = hz
      // A plain switched tone clicks.
      envelope.gain.setValueAtTime(0, from)
      envelope.gain.linearRampToValueAtTime(gain, from + 0.03)
      envelope.gain.linearRampToValueAtTime(0, to)
      oscillator.connect(envelope).connect(context.destination)
      oscillator.start(from)
      oscillator.stop(to)
    }
  }
}
