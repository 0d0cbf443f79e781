import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { RefObject } from 'react'

export interface Room {
  readonly width: number
  readonly height: number
  /** Of the text in it, in CSS pixels: rows are measured in it. */
  readonly fontSize: number
}

/** How much room an element has now; null before it was measured. A room that changes is drawn anew before it is painted, so that nobody sees what fitted the old one. */
export function useRoom(element: RefObject<HTMLElement | null>): Room | null {
  const [room, setRoom] = useState<Room | null>(null)
  useEffect(() => {
    const shown = element.current
    if (shown === null) return
    const measure = () => {
      const next = { width: shown.clientWidth, height: shown.clientHeight, fontSize: Number.parseFloat(getComputedStyle(shown).fontSize) || 13 }
      setRoom((before) => (before !== null && before.width === next.width && before.height === next.height && before.fontSize === next.fontSize ? before : next))
    }
    measure()
    const observer = new ResizeObserver(() => flushSync(measure))
    observer.observe(shown)
    return () => observer.disconnect()
  }, [element])
  return room
}

/** Paper has room for everything. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    // The picture for the printer is taken when this event is over.
    const begin = () => flushSync(() => setPrinting(true))
    const end = () => setPrinting(false)
    // A preview changes the medium and nothing else.
    const medium = matchMedia('print')
    const follow = () => (medium.matches ? begin() : end())
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    medium.addEventListener('change', follow)
    return () => {
      medium.removeEventListener('change', follow)
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [])
  return isPrinting
}

/** How many of `count` rows are shown in a room for `capacity`: all, or as many as leave room for the line that tells of the others. */
export function rowsThatFit(count: number, capacity: number): number {
  if (count <= capacity) return count
  return Math.max(0, capacity - 1)
}

/** How a seat is written: with everything, without the reason, or as number and time. Widths in em. */
export const densities = [
  { name: 'full', width: 15.5 },
  { name: 'close', width: 10.5 },
  { name: 'seat', width: 7.2 },
] as const

export interface Arrangement {
  readonly density: (typeof densities)[number]['name']
  readonly columns: number
  /** How many of each group are shown; null of a group that has no room even for its name. */
  readonly shown: readonly (number | null)[]
}

/** Of a group's line, in em: its name and its count. */
export const groupHeadWidth = 7

/** The style sheet has no more. */
export const mostColumns = 8

/** What lines of seats take: rows and the line that tells of the others in em, the line above each group in CSS pixels. As in tiles.css. */
export const seatLines = { row: 1.75, more: 1.9, border: 1 } as const

/**
 * Fits groups of seats into a room, one group below the other and each in columns: as much of everybody as goes, and never half a row.
 * Where even the closest writing leaves some out, the last groups lose them, and a line is kept to say so.
 */
export function arrangeSeats(sizes: readonly number[], { width, height, fontSize }: Room): Arrangement {
  const row = seatLines.row * fontSize
  const columnsOf = (chip: number) => Math.min(mostColumns, Math.max(1, Math.floor((width / fontSize - groupHeadWidth) / chip)))
  const rowsOf = (size: number, columns: number) => Math.max(1, Math.ceil(size / columns))
  const heightOf = (columns: number) => sizes.reduce((sum, size) => sum + seatLines.border + rowsOf(size, columns) * row, 0)
  const fitting = densities.find(({ width: chip }) => heightOf(columnsOf(chip)) <= height)
  if (fitting !== undefined) return { density: fitting.name, columns: columnsOf(fitting.width), shown: sizes }
  const closest = densities[2]
  const columns = columnsOf(closest.width)
  let left = height - seatLines.more * fontSize
  const shown = sizes.map((size) => {
    const rows = Math.min(rowsOf(size, columns), Math.floor((left - seatLines.border) / row))
    if (rows < 1) return null
    left -= seatLines.border + rows * row
    return Math.min(size, rows * columns)
  })
  return { density: closest.name, columns, shown }
}

/** Lines of the queues, in em, as in tiles.css: one below the other with a bar of the wait, or two in a row without. */
export const queueLines = { full: 2.2, close: 1.75, columns: 2 } as const

/** How queues are written in a room, and how many of them: all with their bars, or closer, and of too many as many as go. */
export function arrangeQueues(count: number, { height, fontSize }: Pick<Room, 'height' | 'fontSize'>): { readonly density: 'full' | 'close'; readonly shown: number } {
  // A pixel for what rounding took.
  const linesOf = (em: number) => Math.floor((height + 1) / (em * fontSize))
  if (count <= linesOf(queueLines.full)) return { density: 'full', shown: count }
  return { density: 'close', shown: rowsThatFit(count, linesOf(queueLines.close) * queueLines.columns) }
}
