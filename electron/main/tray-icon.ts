/** What the tray shows: a headset's dot, in the colour of the state. */
export type TrayState = 'quiet' | 'practice' | 'ringing'

/** Blue, green, red of each state. */
const colours: Readonly<Record<TrayState, readonly [number, number, number]>> = {
  quiet: [0x9c, 0x5b, 0x1f],
  practice: [0x00, 0x7a, 0xe0],
  ringing: [0x3a, 0x9d, 0x23],
}

/**
 * Draws the icon as pixels of four bytes (blue, green, red, alpha), row by row: a ring with a dot in it, so that the states
 * differ by more than colour: the dot fills the ring while a call rings.
 */
export function drawTrayIcon(state: TrayState, size: number): Buffer {
  const pixels = Buffer.alloc(size * size * 4)
  const centre = (size - 1) / 2
  const dot = state === 'ringing' ? 0.66 : 0.3
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const distance = Math.hypot(x - centre, y - centre) / (size / 2)
      const alpha = Math.max(band(distance, 0.72, 0.96, size), 1 - edge(distance, dot, size))
      pixels.set([...colours[state].map((part) => Math.round(part * alpha)), Math.round(255 * alpha)], (y * size + x) * 4)
    }
  }
  return pixels
}

/** 0 inside the radius, 1 outside, a soft step of one pixel between. */
function edge(distance: number, radius: number, size: number): number {
  return Math.min(1, Math.max(0, ((distance - radius) * size) / 2 + 0.5))
}

function band(distance: number, inner: number, outer: number, size: number): number {
  return edge(distance, inner, size) * (1 - edge(distance, outer, size))
}
