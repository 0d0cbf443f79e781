import { createHash } from 'node:crypto'

/** A UUID that is a function of a name within a space of names (RFC 9562, section 5.8: version 8, here from SHA-256). */
export function uuidOfName(space: string, name: string): string {
  const bytes = createHash('sha256').update(`lingxi ${space} ${name}`, 'utf8').digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
