/** Chromium lets a far end's sound flow only where somebody plays it: this plays it and is not heard. */
export interface Pump {
  play(stream: MediaStream): void
  close(): void
}

export function createPump(): Pump {
  const element = new Audio()
  element.muted = true
  return {
    play(stream) {
      element.srcObject = stream
      void element.play().catch(() => undefined)
    },
    close() {
      element.pause()
      element.srcObject = null
    },
  }
}
