import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. Every script works from here, whatever folder it was called from. */
export const rootDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Things made from installed packages. Goes away with node_modules, never tracked. */
export const cacheDir = path.join(rootDir, 'node_modules', '.cache', 'lingxi')

/** Pictures, videos and reports left by tests and by the tour. */
export const artifactsDir = path.join(rootDir, 'tests', '.artifacts')
