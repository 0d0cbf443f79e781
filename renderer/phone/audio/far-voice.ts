/** Plays the far end's voice. */
export interface FarVoice {
  play(stream: MediaStream): void
  /** The first of these that takes the sound; '' = the system's default output. */
  setOutput(deviceIds: readonly string[]): void
  close(): void
}

type SinkElement = HTMLAudioElement & { setSinkId(id: string): Promise<void> }

/** An element of its own per call; it is never put on the page. */
export function createFarVoice(deviceIds: readonly string[]): FarVoice {
  const element = new Audio() as SinkElement
  element.autoplay = true
  let choice = 0
  void choose(deviceIds)

  /** An output that was pulled or is taken gives way to the next one; where none takes it, the sound stays where it was. */
  async function choose(ids: readonly string[]): Promise<void> {
    choice += 1
    const mine = choice
    for (const id of ids) {
      if (mine !== choice) return
      if (await element.setSinkId(id).then(() => true, () => false)) return
    }
  }

  return {
    play(stream) {
      element.srcObject = stream
      void element.play().catch(() => undefined)
    },
    setOutput: (ids) => void choose(ids),
    close() {
      element.pause()
      element.srcObject = null
    },
  }
}
