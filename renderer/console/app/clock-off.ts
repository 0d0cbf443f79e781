/** From here on times that people compare (a call, a deadline) begin to look wrong. */
const worthSayingMs = 2 * 60_000

/** By how many whole minutes this computer's clock is wrong by the desk's: above zero it is fast. Zero while that is not worth a word. */
export function clockOffMinutes(deskAheadMs: number): number {
  return Math.abs(deskAheadMs) < worthSayingMs ? 0 : -Math.trunc(deskAheadMs / 60_000)
}
