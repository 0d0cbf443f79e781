/** How long somebody stood in a queue; `to` is now for whoever still waits. */
export interface WaitSpan {
  readonly from: number
  readonly to: number
}

/** The calm time of the rules of a queue as they are shipped. With a longer one a wall that is opened anew asks once more: the safe side. */
const pauseMs = 30_000

/** Since when somebody has waited in a queue without such a pause: no alarm of the queue that stands now can be older. */
export function rushBegan(spans: readonly WaitSpan[], now: number): number {
  let began = now
  for (const { from, to } of [...spans].sort((one, other) => other.to - one.to)) {
    if (to + pauseMs < began) break
    began = Math.min(began, from)
  }
  return began
}
