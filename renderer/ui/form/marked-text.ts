/** A stretch of a text that is marked; offsets in UTF-16, [start, end). */
export interface MarkedSpan {
  readonly start: number
  readonly end: number
  readonly look: 'strong' | 'soft' | 'denied'
}

/**
 * Keeps marks beside their words while the text is ahead of them: those before the edit stay, those behind it move,
 * those it touches go until the marks have caught up.
 */
export function moveSpans(spans: readonly MarkedSpan[], from: string, to: string): readonly MarkedSpan[] {
  if (from === to) return spans
  const most = Math.min(from.length, to.length)
  let head = 0
  while (head < most && from[head] === to[head]) head += 1
  let tail = 0
  while (tail < most - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1
  const shift = to.length - from.length
  return spans.flatMap((span) => {
    if (span.end <= head) return [span]
    return span.start >= from.length - tail ? [{ ...span, start: span.start + shift, end: span.end + shift }] : []
  })
}

/** The text cut at the marks, in reading order; overlapping marks: the first in the list that begins earliest wins. */
export function cutAtSpans(text: string, spans: readonly MarkedSpan[]): { readonly text: string; readonly look: MarkedSpan['look'] | null }[] {
  const pieces: { text: string; look: MarkedSpan['look'] | null }[] = []
  let at = 0
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    const start = Math.max(at, span.start)
    const end = Math.min(text.length, span.end)
    if (start >= end) continue
    if (start > at) pieces.push({ text: text.slice(at, start), look: null })
    pieces.push({ text: text.slice(start, end), look: span.look })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), look: null })
  return pieces
}
