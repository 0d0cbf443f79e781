import { Dexie } from 'dexie'

/** What a failed transaction means for the agent: there is no room, or something else is wrong. */
export function storageFailure(error: unknown): { readonly code: 'storage-full' | 'storage-failed' } {
  const names = [nameOf(error), error instanceof Dexie.DexieError ? nameOf(error.inner) : null]
  return { code: names.includes(Dexie.errnames.QuotaExceeded) ? 'storage-full' : 'storage-failed' }
}

function nameOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : null
}
