import { assertNever } from '../../shared/lib/assert-never'
import { openSeal, type Seal } from './seal'

/** Which seal this start uses, as it can be handed to a worker. The kinds with a key get theirs as a non-extractable `CryptoKey`. */
export type Sealing = { readonly kind: 'open' }

export function createSeal(sealing: Sealing): Seal {
  switch (sealing.kind) {
    case 'open':
      return openSeal
    default:
      return assertNever(sealing.kind)
  }
}
