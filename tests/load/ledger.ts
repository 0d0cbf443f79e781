/** What the consoles of a run have seen, and how long it took. */
export interface Ledger {
  /** Milliseconds, by what was measured while `isMeasuring`. Sessions are resumed at other times, too, and by everybody at once then. */
  readonly samples: ReadonlyMap<Measured, number[]>
  readonly counts: Counts
  isMeasuring: boolean
  took(what: Measured, ms: number): void
  /** The desk has answered for a batch whose last event lies there. */
  committed(position: number): void
  /** When that was; undefined for what others than the consoles wrote. */
  committedAt(position: number): number | undefined
  /** An event of the PBX is about to be said. */
  said(callId: string): void
  saidAt(callId: string): number | undefined
}

export type Measured = 'submit' | 'report' | 'changes' | 'feed' | 'floor' | 'resume' | 'resume-together'

export interface Counts {
  orders: number
  /** Answers that were none, or refusals. */
  failed: number
  /** Positions of the log, numbers of the feed, or signals of the floor that a console did not see, or saw again. */
  lost: number
  doubled: number
  /** Streams that ended without having been cut by this run. */
  streamsLost: number
}

export function createLedger(): Ledger {
  const samples = new Map<Measured, number[]>()
  const committed = new Map<number, number>()
  const said = new Map<string, number>()
  const ledger: Ledger = {
    samples,
    counts: { orders: 0, failed: 0, lost: 0, doubled: 0, streamsLost: 0 },
    isMeasuring: false,
    took(what, ms) {
      if (!ledger.isMeasuring && what !== 'resume') return
      const kept = ledger.isMeasuring ? what : 'resume-together'
      const list = samples.get(kept)
      if (list === undefined) samples.set(kept, [ms])
      else list.push(ms)
    },
    committed: (position) => void committed.set(position, performance.now()),
    committedAt: (position) => committed.get(position),
    said: (callId) => void said.set(callId, performance.now()),
    saidAt: (callId) => said.get(callId),
  }
  return ledger
}
