/** A record as it lies on the disk. What is inside is nobody's business but the seal's. */
export type Sealed = object

/**
 * What a record is: which one of which table, and which writing of it. A sealed record opens in its own place only, so that
 * nobody can put one in the place of another, or an older writing in that of a newer one.
 */
export interface Place {
  readonly table: string
  readonly id: string
  /** Changes with every writing, and lies beside the seal. */
  readonly version: number
}

/**
 * How personal data is kept at rest. Every record with something personal goes through `seal` and `open`, every look-up by
 * something personal through `indexKey` (a keyed hash, so that the disk shows no telephone numbers).
 *
 * All three may take their time: never await them inside a Dexie transaction, it would commit.
 */
export interface Seal {
  seal(place: Place, record: unknown): Promise<Sealed>
  /** Rejects when the record was not sealed with this key for this place, or has been changed. */
  open(place: Place, sealed: unknown): Promise<unknown>
  indexKey(plain: string): Promise<string>
}

/** Keeps records as they are: for practice, which has no password and nobody's data. */
export const openSeal: Seal = {
  seal: (_place, record) => Promise.resolve({ record }),
  open: (_place, sealed) => (isOpen(sealed) ? Promise.resolve(sealed.record) : Promise.reject(new Error('not a sealed record'))),
  indexKey: (plain) => Promise.resolve(plain),
}

/** Whether that is a record as `openSeal` leaves it. */
export function isOpen(sealed: unknown): sealed is { readonly record: unknown } {
  return typeof sealed === 'object' && sealed !== null && 'record' in sealed
}
