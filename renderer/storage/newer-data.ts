import type { Dexie } from 'dexie'
import type { IndexedDbParts } from './work-database'

/** A later version of the program has worked here; nothing has been touched. `what`: the journal, or the name of a database. */
export class NewerDataError extends Error {
  constructor(what: string) {
    super(`${what} was written by a later version`)
    this.name = 'NewerDataError'
  }
}

/** Dexie counts versions in tenths: behind them it notes that it mended a schema of the same version. */
const perVersion = 10

/** Which version of the program's own schema that is, of what the browser says. */
export const versionOf = (found: number): number => Math.floor(found / perVersion)

/**
 * Looks before anything is opened. Dexie would open a database of a later version as if it were its own, and write what its schema
 * lacks of the older one into it.
 *
 * @throws {NewerDataError} when a later version has written one of them
 */
export async function refuseNewer(databases: readonly Dexie[], parts: IndexedDbParts | undefined): Promise<void> {
  const there = await (parts?.indexedDB ?? globalThis.indexedDB).databases()
  for (const { name, verno } of databases) {
    const found = there.find((each) => each.name === name)
    if (versionOf(found?.version ?? 0) > verno) throw new NewerDataError(name)
  }
}
