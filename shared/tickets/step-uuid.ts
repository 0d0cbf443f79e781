/**
 * The UUID that lies `steps` behind `uuid`: its last 48 bits counted on, the rest as it is. A draft's events get their ids
 * this way, so that submitting the same revision twice gives the same ids, and they still sort by the time of the draft
 * (RFC 9562, section 5.7: the last 62 bits of a UUIDv7 are random, so two drafts do not meet within a few million steps).
 */
export function stepUuid(uuid: string, steps: number): string {
  const node = (Number.parseInt(uuid.slice(24), 16) + steps) % 2 ** 48
  return `${uuid.slice(0, 24)}${node.toString(16).padStart(12, '0')}`
}
