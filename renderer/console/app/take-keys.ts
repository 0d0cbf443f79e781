import type { PageApi } from '../../../shared/ipc/page-api'
import type { WorkStorageOptions } from '../../storage/open-work-storage'
import { importSealing, type Sealing } from '../../storage/sealing'

/** How this start seals, and what has to be sealed first. */
export interface KeysTaken {
  readonly sealing: Sealing
  readonly unsealed: Pick<WorkStorageOptions, 'unsealed'>
}

/**
 * Takes the keys of whoever has signed in over from main, at each load of the page: a page that crashed in a call comes back
 * without a password. Practice has none.
 *
 * @throws with the code of main where there are no keys: nothing real is written unsealed
 */
export async function takeKeys(lingxi: Pick<PageApi<'console'>, 'storageKeys' | 'allIsSealed'>, mode: 'practice' | 'real'): Promise<KeysTaken> {
  if (mode === 'practice') return { sealing: { kind: 'open' }, unsealed: {} }
  const keys = await lingxi.storageKeys()
  if (!keys.ok) throw new Error(keys.error.code)
  const sealing = await importSealing(keys.value)
  return { sealing, unsealed: keys.value.hasUnsealed ? { unsealed: { allIsSealed: () => lingxi.allIsSealed() } } : {} }
}
