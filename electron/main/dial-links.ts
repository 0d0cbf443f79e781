/** Links by which other programs and web pages ask to dial: RFC 3966, Skype's old `callto:`, RFC 3261 section 19.1. */
export const dialSchemes = ['tel', 'callto', 'sip'] as const

/** Longer than any number in a link; what is longer means something else. */
const longestLink = 256

/**
 * The last such link among a start's arguments; null when there is none. SECURITY: anybody can make one, so it never calls: the
 * console shows the number in its dialler, and the agent decides.
 */
export function dialLinkIn(argv: readonly string[]): string | null {
  const isLink = (argument: string) => argument.length <= longestLink && dialSchemes.some((scheme) => argument.toLowerCase().startsWith(`${scheme}:`))
  return argv.findLast(isLink) ?? null
}

export interface DialLinks {
  /** Hands the link to the console, at once or when it is there and may dial. */
  ask(link: string): void
  consoleListens(canDial: boolean): void
}

export function createDialLinks(send: (link: string) => void): DialLinks {
  let waiting: string | null = null
  let isListening = false
  function flush(): void {
    if (waiting === null || !isListening) return
    send(waiting)
    waiting = null
  }
  return {
    ask(link) {
      waiting = link
      flush()
    },
    consoleListens(canDial) {
      isListening = canDial
      flush()
    },
  }
}
