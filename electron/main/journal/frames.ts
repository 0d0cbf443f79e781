import { createHash } from 'node:crypto'
import { journalKinds } from '../../../shared/journal/journal-record'
import type { JournalKind, JournalRecord } from '../../../shared/journal/journal-record'

/**
 * A record as it stands in a file; numbers are big endian.
 *
 * ```
 *   0  "LXJ" and the version of the journal
 *   4  length of the body
 *   8  checksum of all before and behind it
 *  16  body: kind, revision (4), id (36, ASCII), then the sealed text (UTF-8)
 * ```
 *
 * Every version keeps the first sixteen bytes: only so an earlier one can tell a later record from a torn one.
 *
 * The checksum is SHA-256 cut to eight bytes. It has to find what a power cut has torn, not a hand that changes things, which
 * the seal inside finds: CRC32C would do, but Node 18 has none, and looking for the next record after a damaged place asks often
 * enough that four bytes would one day say yes by chance.
 */
export const journalVersion = 1

const mark = Buffer.from('LXJ', 'ascii')
const headBytes = 16
const idBytes = 36
const bodyHeadBytes = 1 + 4 + idBytes

export function encodeFrame({ kind, id, revision, sealed }: JournalRecord): Buffer {
  const text = Buffer.from(sealed, 'utf8')
  const frame = Buffer.alloc(headBytes + bodyHeadBytes + text.length)
  mark.copy(frame)
  frame.writeUInt8(journalVersion, mark.length)
  frame.writeUInt32BE(bodyHeadBytes + text.length, 4)
  frame.writeUInt8(journalKinds.indexOf(kind), headBytes)
  frame.writeUInt32BE(revision, headBytes + 1)
  frame.write(id, headBytes + 5, 'ascii')
  text.copy(frame, headBytes + bodyHeadBytes)
  checksum(frame, 0, frame.length).copy(frame, 8)
  return frame
}

/** Where a record stands, and what it is about. The sealed text is read when it is asked for. */
export interface FoundFrame {
  readonly kind: JournalKind
  readonly id: string
  readonly revision: number
  readonly offset: number
  readonly length: number
}

export interface FoundFrames {
  readonly frames: readonly FoundFrame[]
  /** Places before the last whole record where something can't be read. What follows the last one is a torn end, and was never told. */
  readonly damaged: number
  /** A later version of the program has written here: nobody can judge what is owed. */
  readonly hasNewer: boolean
}

/** Everything whole in a file. After a damaged place it goes on with the next whole record. */
export function findFrames(bytes: Buffer): FoundFrames {
  const frames: FoundFrame[] = []
  let damaged = 0
  let hasNewer = false
  let offset = 0
  while (offset < bytes.length) {
    const length = lengthAt(bytes, offset)
    if (length !== null) {
      const frame = readFrame(bytes, offset, length)
      if (frame === null) hasNewer = true
      else frames.push(frame)
      offset += length
      continue
    }
    const next = nextFrame(bytes, offset + 1)
    if (next === null) break
    damaged += 1
    offset = next
  }
  return { frames, damaged, hasNewer }
}

/** Of a frame that `findFrames` has found in the same bytes. */
export function sealedOf(bytes: Buffer, { offset, length }: Pick<FoundFrame, 'offset' | 'length'>): string {
  return bytes.toString('utf8', offset + headBytes + bodyHeadBytes, offset + length)
}

/** Length of the whole frame that begins there, of whatever version; null when there is none. */
function lengthAt(bytes: Buffer, offset: number): number | null {
  if (bytes.length - offset < headBytes || !bytes.subarray(offset, offset + mark.length).equals(mark)) return null
  const length = headBytes + bytes.readUInt32BE(offset + 4)
  if (offset + length > bytes.length) return null
  return checksum(bytes, offset, length).equals(bytes.subarray(offset + 8, offset + headBytes)) ? length : null
}

/** Null when it is whole and not of this version. */
function readFrame(bytes: Buffer, offset: number, length: number): FoundFrame | null {
  const kind = bytes[offset + mark.length] === journalVersion ? journalKinds[bytes.readUInt8(offset + headBytes)] : undefined
  if (kind === undefined || length < headBytes + bodyHeadBytes) return null
  const idAt = offset + headBytes + 5
  return { kind, id: bytes.toString('ascii', idAt, idAt + idBytes), revision: bytes.readUInt32BE(offset + headBytes + 1), offset, length }
}

function nextFrame(bytes: Buffer, from: number): number | null {
  for (let at = bytes.indexOf(mark, from); at !== -1; at = bytes.indexOf(mark, at + 1)) {
    if (lengthAt(bytes, at) !== null) return at
  }
  return null
}

function checksum(bytes: Buffer, offset: number, length: number): Buffer {
  const hash = createHash('sha256')
  hash.update(bytes.subarray(offset, offset + 8)).update(bytes.subarray(offset + headBytes, offset + length))
  return hash.digest().subarray(0, 8)
}
