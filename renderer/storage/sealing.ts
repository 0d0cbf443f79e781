import type { StorageKeys } from '../../shared/ipc/values'
import { assertNever } from '../../shared/lib/assert-never'
import { createKeyedSeal, suite, type SealKeys } from './keyed-seal'
import { openSeal, type Seal } from './seal'

/** Which seal this start uses, as it can be handed to a worker. */
export type Sealing = { readonly kind: 'open' } | ({ readonly kind: 'sealed'; readonly suite: typeof suite } & SealKeys)

export function createSeal(sealing: Sealing): Seal {
  switch (sealing.kind) {
    case 'open':
      return openSeal
    case 'sealed':
      return createKeyedSeal(sealing)
    default:
      return assertNever(sealing)
  }
}

/**
 * Takes the keys over from main. SECURITY: what is handed in is wiped; from then on the page can use the keys and not read
 * them, and neither can a script that gets into it.
 */
export async function importSealing({ seal, index }: Pick<StorageKeys, 'seal' | 'index'>): Promise<Extract<Sealing, { kind: 'sealed' }>> {
  const [sealKey, indexKey] = await Promise.all([
    crypto.subtle.importKey('raw', seal, 'AES-GCM', false, ['encrypt', 'decrypt']),
    crypto.subtle.importKey('raw', index, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  ])
  seal.fill(0)
  index.fill(0)
  return { kind: 'sealed', suite, sealKey, indexKey }
}
