import { createHash } from 'node:crypto'
import { journalKinds } from '../../../shared/journal/journal-record'
import type { JournalKind, JournalRecord } from '../../../shared/journal/journal-record'

/**
 * A record as it stands in a file; numbers are big endian.
 *
 * ```
 *   0  "LXJ" and the version of the journal
 *   4  length of the body
 *   8  checksum of length and body
 *  16  body: kind, revision (4), id (36, ASCII), then the sealed text (UTF-8)
 * ```
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
}

/** Everything whole in a file. After a damaged place it goes on with the next whole record. */
export function findFrames(bytes: Buffer): FoundFrames {
  const frames: FoundFrame[] = []
  let damaged = 0
  let offset = 0
  while (offset < bytes.length) {
    const frame = frameAt(bytes, offset)
    if (frame !== null) {
      frames.push(frame)
      offset += frame.length
      continue
    }
    const next = nextFrame(bytes, offset + 1)
    if (next === null) break
    damaged += 1
    offset = next
  }
  return { frames, damaged }
}

/** Of a frame that `findFrames` has found in the same bytes. */
export function sealedOf(bytes: Buffer, { offset, length }: Pick<FoundFrame, 'offset' | 'length'>): string {
  return bytes.toString('utf8', offset + headBytes + bodyHeadBytes, offset + length)
}

/** Whether a file was begun by a later version of the program, whose records nobody here can judge. */
export function isOfNewerVersion(bytes: Buffer): boolean {
  return bytes.length > mark.length && bytes.subarray(0, mark.length).equals(mark) && bytes.readUInt8(mark.length) > journalVersion
}

function frameAt(bytes: Buffer, offset: number): FoundFrame | null {
  if (bytes.length - offset < headBytes + bodyHeadBytes) return null
  if (!bytes.subarray(offset, offset + mark.length).equals(mark) || bytes[offset + mark.length] !== journalVersion) return null
  const length = headBytes + bytes.readUInt32BE(offset + 4)
  if (length < headBytes + bodyHeadBytes || offset + length > bytes.length) return null
  if (!checksum(bytes, offset, length).equals(bytes.subarray(offset + 8, offset + headBytes))) return null
  const kind = journalKinds[bytes.readUInt8(offset + headBytes)]
  if (kind === undefined) return null
  const idAt = offset + headBytes + 5
  return { kind, id: bytes.toString('ascii', idAt, idAt + idBytes), revision: bytes.readUInt32BE(offset + headBytes + 1), offset, length }
}

function nextFrame(bytes: Buffer, from: number): number | null {
  for (let at = bytes.indexOf(mark, from); at !== -1; at = bytes.indexOf(mark, at + 1)) {
    if (frameAt(bytes, at) !== null) return at
  }
  return null
}

function checksum(bytes: Buffer, offset: number, length: number): Buffer {
  const hash = createHash('sha256')
  hash.update(bytes.subarray(offset + 4, offset + 8)).update(bytes.subarray(offset + headBytes, offset + length))
  return hash.digest().subarray(0, 8)
}
