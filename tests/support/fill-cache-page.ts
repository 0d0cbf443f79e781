import { openSeal } from '../../renderer/storage/seal'
import { openAndFillCache } from './fill-cache'

/** Entry of the script that a test puts into the console's page, see `fill-cache-script.ts`. */
Object.assign(globalThis, {
  fillCallerCache: (mode: 'practice' | 'real', options: Parameters<typeof openAndFillCache>[2]) => openAndFillCache(mode, openSeal, options),
})
