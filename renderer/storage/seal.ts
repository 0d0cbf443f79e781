/** A record as it lies on the disk. What is inside is nobody's business but the seal's. */
export type Sealed = object

/**
 * How personal data is kept at rest. Every record with something personal goes through `seal` and `open`, every look-up by
 * something personal through `indexKey` (a keyed hash, so that the disk shows no telephone numbers).
 *
 * All three may take their time: never await them inside a Dexie transaction, it would commit.
 */
export interface Seal {
  seal(record: unknown): Promise<Sealed>
  /** Rejects when the record was not sealed with this key or has been changed. */
  open(sealed: unknown): Promise<unknown>
  indexKey(plain: string): Promise<string>
}

/** Keeps records as they are, for practice and as long as there is no key. */
export const openSeal: Seal = {
  seal: (record) => Promise.resolve({ record }),
  open: (sealed) =>
    typeof sealed === 'object' && sealed !== null && 'record' in sealed
      ? Promise.resolve(sealed.record)
      : Promise.reject(new Error('not a sealed record')),
  indexKey: (plain) => Promise.resolve(plain),
}
