import { readdirSync } from 'node:fs'
import path from 'node:path'
import { PlainError } from '../../../electron/dev/command.mjs'
import { rootDir } from '../../../electron/dev/paths.mjs'

/**
 * Loads TypeScript modules `tests/<kind>/<name>.<kind>.ts`, each of which exports a `<kind>`. Only after npm packages are installed.
 *
 * @template Module what the export is; it has the name of its file
 * @param {'bench' | 'soak'} kind
 * @param {readonly string[]} names those wanted; all when there is none
 * @returns {Promise<(Module & { name: string })[]>} in the order of their names
 */
export async function loadModules(kind, names) {
  const folder = path.join(rootDir, 'tests', kind)
  const suffix = `.${kind}.ts`
  const known = readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .toSorted()
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new PlainError(`There is no ${unknown.join(', ')}. There is: ${known.join(', ') || 'nothing yet'}.`)

  const { runnerImport } = await import('vite')
  const wanted = known.filter((name) => names.length === 0 || names.includes(name))
  return Promise.all(
    wanted.map(async (name) => {
      const options = { root: rootDir, configFile: /** @type {const} */ (false), logLevel: /** @type {const} */ ('warn') }
      /** @type {{ module: Record<string, Module> }} */
      const { module } = await runnerImport(path.join(folder, `${name}${suffix}`), options)
      const exported = module[kind]
      if (exported === undefined) throw new PlainError(`tests/${kind}/${name}${suffix} exports no \`${kind}\`.`)
      return { ...exported, name }
    }),
  )
}
