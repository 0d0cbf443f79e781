import { createHash } from 'node:crypto'
import { encodeFrame, journalVersion } from '../../electron/main/journal/frames'

/** A record of the next version of the journal: whole, and with a body that this one knows nothing of. */
export function newerFrame(): Buffer {
  const frame = Buffer.concat([encodeFrame({ kind: 'draft-saved', id: '019aae00-0000-7000-8000-000000000001', revision: 1, sealed: '' }).subarray(0, 16), Buffer.from('who knows')])
  frame.writeUInt8(journalVersion + 1, 3)
  frame.writeUInt32BE(frame.length - 16, 4)
  createHash('sha256').update(frame.subarray(0, 8)).update(frame.subarray(16)).digest().copy(frame, 8, 0, 8)
  return frame
}
