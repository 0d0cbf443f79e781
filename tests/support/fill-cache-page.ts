import { openSeal } from '../../renderer/storage/seal'
import { createSeal, importSealing } from '../../renderer/storage/sealing'
import { openAndFillCache } from './fill-cache'

/** Entry of the script that a test puts into the console's page, see `fill-cache-script.ts`. */
Object.assign(globalThis, {
  fillCallerCache: async (mode: 'practice' | 'real', options: Parameters<typeof openAndFillCache>[2], keys: { readonly seal: number[]; readonly index: number[] } | null) => {
    const seal = keys === null ? openSeal : createSeal(await importSealing({ seal: Uint8Array.from(keys.seal), index: Uint8Array.from(keys.index) }))
    return openAndFillCache(mode, seal, options)
  },
})
