import { Inflate, strFromU8 } from 'fflate'
import { UnreadableWorkbook, workbookLimits } from './workbook'

/** One entry of an archive, as its directory has it. Sizes are the file's own words and believed of nothing but where to stop. */
interface Entry {
  readonly method: number
  readonly packed: Uint8Array
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50
const endBytes = 22
const longestComment = 65_535
/** Unpacked in pieces, so that a bomb is stopped some megabytes after the limit and not at its end. */
const pieceBytes = 16 * 1024

/**
 * The entries of a zip archive (PKWARE APPNOTE 6.3), unpacked one by one as they are asked for.
 *
 * SECURITY: the number of entries and the bytes of all answers together are bounded; nothing is written anywhere, so that names
 * with `..` in them are names. Encrypted entries and archives of more than 4 GB are refused.
 *
 * @throws UnreadableWorkbook
 */
export function openZip(bytes: Uint8Array): { read(name: string): Uint8Array | null } {
  const entries = readDirectory(bytes)
  let left: number = workbookLimits.unpackedBytes
  return {
    read(name) {
      const entry = entries.get(name)
      if (entry === undefined) return null
      const content = unpack(entry, left)
      left -= content.length
      return content
    },
  }
}

function readDirectory(bytes: Uint8Array): ReadonlyMap<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  if (count > workbookLimits.entries) throw new UnreadableWorkbook('too-large')
  const entries = new Map<string, Entry>()
  let at = view.getUint32(end + 16, true)
  for (let number = 0; number < count; number += 1) {
    need(at + 46 <= view.byteLength && view.getUint32(at, true) === entryMark)
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)]
    const packedBytes = view.getUint32(at + 20, true)
    const nameBytes = view.getUint16(at + 28, true)
    const next = at + 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    need(next <= view.byteLength && (flags & 1) === 0)
    const name = strFromU8(bytes.subarray(at + 46, at + 46 + nameBytes))
    entries.set(name, { method, packed: packedOf(bytes, view, view.getUint32(at + 42, true), packedBytes) })
    at = next
  }
  return entries
}

function findEnd(view: DataView): number {
  const last = view.byteLength - endBytes
  for (let at = last; at >= Math.max(0, last - longestComment); at -= 1) {
    if (view.getUint32(at, true) === endMark) return at
  }
  throw new UnreadableWorkbook('not-a-workbook')
}

function packedOf(bytes: Uint8Array, view: DataView, local: number, length: number): Uint8Array {
  need(local + 30 <= view.byteLength && view.getUint32(local, true) === localMark)
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  need(from + length <= view.byteLength)
  return bytes.subarray(from, from + length)
}

function unpack({ method, packed }: Entry, most: number): Uint8Array {
  if (method === 0) {
    if (packed.length > most) throw new UnreadableWorkbook('too-large')
    return packed
  }
  need(method === 8)
  const pieces: Uint8Array[] = []
  let length = 0
  const inflate = new Inflate((piece) => {
    length += piece.length
    if (length > most) throw new UnreadableWorkbook('too-large')
    pieces.push(piece)
  })
  try {
    for (let at = 0; at < packed.length; at += pieceBytes) inflate.push(packed.subarray(at, at + pieceBytes), at + pieceBytes >= packed.length)
  } catch (error) {
    throw error instanceof UnreadableWorkbook ? error : new UnreadableWorkbook('not-a-workbook')
  }
  const content = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    content.set(piece, at)
    at += piece.length
  }
  return content
}

function need(isSo: boolean): void {
  if (!isSo) throw new UnreadableWorkbook('not-a-workbook')
}
