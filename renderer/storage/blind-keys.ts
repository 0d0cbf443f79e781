import type { SearchKey, SearchKeyKind } from '../../shared/tickets/search-keys'
import type { Seal } from './seal'

const letters: Readonly<Record<SearchKeyKind, string>> = { phone: 'p', identity: 'i', employer: 'e' }

/** The keys as they may lie on the disk: of what kind each is can be seen, what it stands for cannot. */
export async function blindKeys(seal: Pick<Seal, 'indexKey'>, keys: readonly SearchKey[]): Promise<readonly string[]> {
  return [...new Set(await Promise.all(keys.map(async ({ kind, value }) => `${letters[kind]}:${await seal.indexKey(`${kind} ${value}`)}`)))]
}

export function kindOfBlindKey(key: string): SearchKeyKind | null {
  const letter = key.slice(0, key.indexOf(':'))
  return letter === 'p' ? 'phone' : letter === 'i' ? 'identity' : letter === 'e' ? 'employer' : null
}
