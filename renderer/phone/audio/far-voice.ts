/** Plays the far end's voice. */
export interface FarVoice {
  play(stream: MediaStream): void
  /** Null = the system's default output. */
  setOutput(deviceId: string | null): void
  close(): void
}

/** An element of its own per call; it is never put on the page. */
export function createFarVoice(deviceId: string | null): FarVoice {
  const element = new Audio()
  element.autoplay = true
  setOutput(deviceId)

  function setOutput(next: string | null): void {
    // An output that is gone leaves the sound where it was.
    void (element as HTMLAudioElement & { setSinkId(id: string): Promise<void> }).setSinkId(next ?? '').catch(() => undefined)
  }

  return {
    play(stream) {
      element.srcObject = stream
      void element.play().catch(() => undefined)
    },
    setOutput,
    close() {
      element.pause()
      element.srcObject = null
    },
  }
}
