/**
 * Takes loopback ICE candidates (RFC 8839, section 5.1) out of a session description. The practice line needs them and the
 * switch that makes them is the whole program's, but to a PBX they are noise at best: it may answer to its own loopback.
 * A description that has no others is left alone.
 */
export function withoutLoopbackCandidates(sdp: string): string {
  const lines = sdp.split('\r\n')
  const others = lines.filter((line) => isCandidate(line) && !isLoopback(line))
  if (others.length === 0) return sdp
  const address = addressOf(others[0] ?? '')
  return lines
    .filter((line) => !isCandidate(line) || !isLoopback(line))
    .map((line) => (loopbackConnection.test(line) ? connectionLine(address) : line))
    .join('\r\n')
}

const loopbackConnection = /^c=IN (IP4 127\.|IP6 ::1$)/

function isCandidate(line: string): boolean {
  return line.startsWith('a=candidate:')
}

/** a=candidate:<foundation> <component> <transport> <priority> <address> <port> typ ... */
function addressOf(line: string): string {
  return line.split(' ')[4] ?? ''
}

function isLoopback(line: string): boolean {
  const address = addressOf(line)
  return address.startsWith('127.') || address === '::1'
}

function connectionLine(address: string): string {
  return `c=IN ${address.includes(':') ? 'IP6' : 'IP4'} ${address}`
}
