/** A key press told by INFO: `application/dtmf-relay`, the form that gateways and Asterisk (`dtmf_mode = info`) use. */
export function infoOfDigit(digit: string) {
  return {
    contentDisposition: 'render',
    contentType: 'application/dtmf-relay',
    content: `Signal=${digit}\r\nDuration=160`,
  }
}

/** The digit of an INFO; null when it is about something else. `application/dtmf` carries the bare digit. */
export function digitOfInfo(contentType: string | undefined, body: string): string | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/dtmf') return /^\s*([0-9A-D*#])\s*$/.exec(body)?.[1] ?? null
  if (type !== 'application/dtmf-relay') return null
  return /^Signal\s*=\s*([0-9A-D*#])\s*$/m.exec(body)?.[1] ?? null
}
