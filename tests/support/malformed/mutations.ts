import type { SeededRandom } from '../seeded-random'

/** One way to spoil a message. */
type Mutation = (text: string, random: SeededRandom) => string

/** What breaks parsers, screens and logs: structure, numbers without end, other alphabets, markup, addresses to go to. */
const splinters = [
  '\r\n', '\r\n\r\n', '\r\n ', '\n', '\0', '\t', ' ', '"', '\\', '\\"', '<', '>', '<>', ';', ',', ':', '@', '%', '%00', '%0d%0a', '=', '*', '[', ']', '::',
  '-1', '0', '4294967296', '99999999999999999999', '1e309', 'NaN', '𝟝', '重庆', '\u202e', '\ud800', '\ufeff', '�', 'é', 'a'.repeat(300), '('.repeat(100),
  '<script>fetch("http://evil.example")</script>', '<img src=http://evil.example/x onerror=1>', 'javascript:alert(1)', 'http://evil.example/',
  'sip:15400000666@evil.example', '<sip:a@[::1>', 'tel:+8615400000666', ';tag=', ';tag=x;tag=y', ';branch=z9hG4bK', ';lr', '__proto__', 'constructor',
  'SIP/2.0', 'SIP/2.0 200 OK', 'INVITE', 'BYE', 'CANCEL', 'ACK', 'PRACK',
] as const

const headerLines = [
  'Content-Length: 99999', 'Content-Length: -1', 'Content-Length: x', 'Expires: 0', 'Expires: -1', 'Expires: 99999999999', 'Expires: soon',
  'Require: 100rel', 'Require: nothing-anybody-has', 'Supported: 100rel, replaces, timer', 'Replaces: a;to-tag=b;from-tag=c', 'Join: a;to-tag=b;from-tag=c',
  'Refer-To: <sip:15400000666@evil.example>', 'Alert-Info: <http://evil.example/ring.wav>', 'Call-Info: <http://evil.example/>;purpose=icon',
  'Call-Info: <sip:pbx.example>;answer-after=0', 'Error-Info: <http://evil.example/>', 'Contact: *', 'Contact: <sip:15400000666@evil.example>',
  'Record-Route: <sip:evil.example;lr>', 'Record-Route: nonsense', 'Route: <sip:evil.example;lr>', 'Content-Type: text/html', 'Content-Type: multipart/mixed',
  'Content-Type: application/sdp', 'Content-Disposition: render', 'Content-Disposition: nonsense;;', 'Content-Encoding: gzip', 'Event: dialog',
  'P-Asserted-Identity: "<b>x</b>" <sip:1@a>', 'P-Asserted-Identity: nonsense', 'Privacy: \u0001', 'X-Queue: <script>', 'X-Ring-Timeout: 99999', 'X-Ring-Timeout: 0',
  'WWW-Authenticate: Digest realm="a", nonce="b", algorithm=none', 'WWW-Authenticate: nonsense', 'Proxy-Authenticate: Digest', 'Retry-After: 99999999999',
  'Min-Expires: 99999999999', 'RSeq: 1', 'RAck: 1 1 INVITE', 'Reason: ;;;', 'Session-Expires: 1;refresher=uac', 'Via: SIP/2.0/WS other.example;branch=z9hG4bKother',
  'Via: nonsense', 'To: <sip:1001@pbx.example>;tag=other', 'From: nonsense', 'CSeq: 99999999999 INVITE', 'CSeq: 1', 'Call-ID:', 'Max-Forwards: 0', 'Warning: 399 a "<b>"',
] as const

const mutations: readonly Mutation[] = [
  (text, random) => inserted(text, random.below(text.length + 1), random.pick(splinters)),
  (text, random) => inserted(text, random.below(text.length + 1), String.fromCharCode(random.below(0x10000))),
  (text, random) => removed(text, random.below(text.length + 1), 1 + random.below(40)),
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => replacedWord(text, random, () => random.pick(splinters)),
  (text, random) => replacedWord(text, random, (word) => word.toUpperCase()),
  (text, random) => replacedNumber(text, random, random.pick(['-1', '0', '1', '65536', '4294967296', '1'.repeat(400), ''])),
  (text, random) => changedLines(text, (lines) => void lines.splice(1 + random.below(lines.length), 0, random.pick(headerLines))),
  (text, random) => changedLines(text, (lines) => void lines.splice(1 + random.below(lines.length), 1)),
  (text, random) => changedLines(text, (lines) => void lines.splice(1 + random.below(lines.length), 0, lines[random.below(lines.length)] ?? '')),
  (text, random) => changedLines(text, (lines) => void lines.splice(random.below(lines.length), 1, random.pick(headerLines))),
  (text, random) => changedLines(text, (lines) => void lines.sort(() => random.below(3) - 1)),
  (text, random) => changedLines(text, (lines) => spoilLine(lines, random, (line) => line.replace(':', random.pick([' :', '', '::', ':\r\n ', ':\t'])))),
  (text, random) => changedLines(text, (lines) => spoilLine(lines, random, (line) => line.replace(/:.*/, `: ${random.pick(splinters)}`))),
  (text) => text.replaceAll('\r\n', '\n'),
  (text) => text.replace('\r\n\r\n', '\r\n'),
  (text) => text + text,
]

/** Spoiled in one to three ways. */
export function mutate(text: string, random: SeededRandom): string {
  let spoiled = text
  for (let left = 1 + random.below(3); left > 0; left -= 1) spoiled = random.pick(mutations)(spoiled, random)
  return spoiled
}

function inserted(text: string, at: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at)
}

function removed(text: string, at: number, length: number): string {
  return text.slice(0, at) + text.slice(at + length)
}

function replacedWord(text: string, random: SeededRandom, change: (word: string) => string): string {
  return replacedMatch(text, /[\w.-]+/g, random, change)
}

function replacedNumber(text: string, random: SeededRandom, number: string): string {
  return replacedMatch(text, /\d+/g, random, () => number)
}

function replacedMatch(text: string, pattern: RegExp, random: SeededRandom, change: (word: string) => string): string {
  const matches = [...text.matchAll(pattern)]
  const match = matches[random.below(matches.length)]
  if (match === undefined) return text
  return text.slice(0, match.index) + change(match[0]) + text.slice(match.index + match[0].length)
}

/** Changes the lines of the head; the body stays. */
function changedLines(text: string, change: (lines: string[]) => void): string {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return text
  const lines = text.slice(0, end).split('\r\n')
  change(lines)
  return lines.join('\r\n') + text.slice(end)
}

function spoilLine(lines: string[], random: SeededRandom, spoil: (line: string) => string): void {
  const at = 1 + random.below(lines.length - 1)
  const line = lines[at]
  if (line !== undefined) lines[at] = spoil(line)
}
