/**
 * A message of Asterisk's manager interface: its headers in their order of arrival. A name may come several times (`ChanVariable`).
 * Source: docs.asterisk.org, "AMI v2 Specification".
 */
export interface AmiMessage {
  /** The first value under this name; undefined when there is none. */
  get(name: string): string | undefined
  all(name: string): readonly string[]
}

/** More than any message of a PBX has, and little enough to be held for one that means no good. */
const longestLineChars = 4_096
const mostLines = 400
const longestRestChars = 64 * 1024

/** What cannot be a manager interface: the connection is given up. */
export class AmiFlood extends Error {
  override readonly name = 'AmiFlood'
}

/**
 * Takes pieces of text as they come and gives the messages that have become whole. The greeting is a line by itself and is no message.
 * SECURITY: what a caller sends ends up in here. A line that is too long is cut, further lines than so many are dropped, and bytes that
 * end no line are not held without a bound.
 */
export function createAmiReader(): (piece: string) => AmiMessage[] {
  let rest = ''
  let headers = new Map<string, string[]>()
  let lines = 0

  function take(line: string): AmiMessage | null {
    if (line === '') {
      const whole = headers
      headers = new Map()
      lines = 0
      return whole.size === 0 ? null : messageOf(whole)
    }
    lines += 1
    const colon = line.indexOf(':')
    if (lines > mostLines || colon <= 0) return null
    const name = line.slice(0, colon)
    const value = line.slice(colon + 1, colon + 1 + longestLineChars).trimStart()
    const before = headers.get(name)
    if (before === undefined) headers.set(name, [value])
    else before.push(value)
    return null
  }

  return (piece) => {
    const parts = (rest + piece).split('\r\n')
    rest = parts.pop() ?? ''
    if (rest.length > longestRestChars) throw new AmiFlood('a line does not end')
    return parts.flatMap((line) => take(line) ?? [])
  }
}

function messageOf(headers: ReadonlyMap<string, readonly string[]>): AmiMessage {
  return {
    get: (name) => headers.get(name)?.[0],
    all: (name) => headers.get(name) ?? [],
  }
}

/** An action as it is sent. A header whose value is undefined is left out. */
export type AmiAction = { readonly Action: string } & Readonly<Record<string, string | undefined>>

/**
 * SECURITY: a line break within a value would be a header, or an action, of somebody else's.
 *
 * @throws when a name or a value has one
 */
export function writeAmiAction(action: AmiAction): string {
  const lines = Object.entries(action).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  if (lines.some((line) => /[\r\n\0]/.test(line))) throw new Error('a manager action with a line break in it')
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** Of a channel variable that the PBX is told to tell (`channelvars` in manager.conf); null when it is not there or empty. */
export function channelVariable(message: AmiMessage, name: string): string | null {
  const found = message.all('ChanVariable').find((pair) => pair.startsWith(`${name}=`))
  return found === undefined || found.length === name.length + 1 ? null : found.slice(name.length + 1)
}
