/**
 * A UUID that is a function of a text (RFC 9562, section 5.8: version 8, own content). Four 32-bit lanes of multiply and
 * rotate: evenly spread and quick, and no protection against somebody who tries all texts.
 */
export function uuidOfText(text: string): string {
  const lanes = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]
  const primes = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f]
  for (const [at, char] of Array.from(text).entries()) {
    for (let lane = 0; lane < 4; lane += 1) lanes[lane] = mix(lanes[lane] ?? 0, (char.codePointAt(0) ?? 0) + at * 131 + lane, primes[lane] ?? 1)
  }
  for (let round = 0; round < 8; round += 1) {
    const lane = round % 4
    lanes[lane] = mix(lanes[lane] ?? 0, (lanes[(lane + 1) % 4] ?? 0) ^ text.length, primes[lane] ?? 1)
  }
  const hex = lanes.map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

function mix(lane: number, value: number, prime: number): number {
  const stirred = Math.imul(lane ^ value, prime)
  return (stirred << 13) ^ (stirred >>> 15) ^ stirred
}
