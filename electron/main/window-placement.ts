import { z } from 'zod'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the console stood last, in device-independent pixels. */
export const windowStateSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximised: z.boolean(),
})
export type WindowState = z.infer<typeof windowStateSchema>

export const preferredSize = { width: 1366, height: 768 } as const
export const smallestSize = { width: 1024, height: 640 } as const

/** So much of the title bar must be on a display that a hand can pull the window back. */
const grip = { width: 160, height: 32 } as const

/**
 * Where the console opens: where it was, if that is still on a display; else in the middle of the first one. Never larger
 * than the display's work area; a display that has no more room than the preferred size gets it maximised.
 */
export function placeWindow(
  saved: WindowState | null,
  workAreas: readonly [Rectangle, ...Rectangle[]],
): { bounds: Rectangle; maximised: boolean } {
  const home = saved === null ? undefined : workAreas.find((area) => showsGrip(saved, area))
  if (saved !== null && home !== undefined) return { bounds: fitSize(saved, home), maximised: saved.maximised }
  const [area] = workAreas
  const width = Math.min(preferredSize.width, area.width)
  const height = Math.min(preferredSize.height, area.height)
  const bounds = {
    x: area.x + Math.floor((area.width - width) / 2),
    y: area.y + Math.floor((area.height - height) / 2),
    width,
    height,
  }
  const isTight = area.width <= preferredSize.width || area.height <= preferredSize.height
  return { bounds, maximised: saved?.maximised ?? isTight }
}

function showsGrip(window: Rectangle, area: Rectangle): boolean {
  const seen = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  return seen >= grip.width && window.y >= area.y && window.y + grip.height <= area.y + area.height
}

function fitSize({ x, y, width, height }: Rectangle, area: Rectangle): Rectangle {
  return { x, y, width: Math.min(width, area.width), height: Math.min(height, area.height) }
}

/**
 * Where the wall opens: where it was, if that is still on a display; else it fills a display that the console does not stand on;
 * with a single one it opens over the console, at its own size. `areas`: the console's own display last.
 */
export function placeWall(saved: WindowState | null, areas: readonly [Rectangle, ...Rectangle[]]): { bounds: Rectangle; maximised: boolean } {
  const placed = placeWindow(saved, areas)
  return saved === null && areas.length > 1 ? { ...placed, maximised: true } : placed
}

/** The lower right corner of a work area, with some air. */
export function placeRing(size: { width: number; height: number }, area: Rectangle): Rectangle {
  const air = 16
  const width = Math.min(size.width, area.width)
  const height = Math.min(size.height, area.height)
  return { x: area.x + area.width - width - air, y: area.y + area.height - height - air, width, height }
}
