import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface DeskProgram {
  /** The built desk, to be run by Node. */
  readonly file: string
  remove(): Promise<void>
}

/** Builds the desk as the app carries it, or the shared one: one CommonJS file with everything in it but PostgreSQL's programs. */
export async function buildDeskProgram(entry: 'start-embedded' | 'start-server' = 'start-embedded'): Promise<DeskProgram> {
  const cache = path.join(root, 'node_modules', '.cache')
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(path.join(cache, 'desk-for-tests-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: `electron/desk/${entry}.ts`,
      target: 'node18',
      outDir: folder,
      rolldownOptions: { external: ['pg-native'], output: { format: 'cjs', entryFileNames: 'desk.cjs' } },
    },
  })
  return { file: path.join(folder, 'desk.cjs'), remove: () => rm(folder, { recursive: true, force: true }) }
}
