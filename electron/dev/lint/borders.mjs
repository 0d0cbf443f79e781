import path from 'node:path'

/**
 * A lint rule: who may import whom. Its option (in .oxlintrc.json) is
 *
 * - `folders`: per folder the folders its files may import from; the longest folder that holds a file counts, and its own
 *   folder is always allowed. `*` stands for one name and means the same name on both sides, so that features may not import each other.
 *   Files outside all folders are free.
 * - `packages`: per package (with everything below it, `sip.js/lib/core`) the folders that may import it. Other packages are free.
 *
 * Types count as much as values: a type from the other side of a border is knowledge of the other side.
 *
 * @typedef {{ folders: Record<string, string[]>, packages: Record<string, string[]> }} Borders
 */

const importBorders = {
  meta: { type: 'problem', schema: [{ type: 'object' }] },
  /** @param {{ options: [Borders], cwd: string, filename: string, report: (problem: { node: unknown, message: string }) => void }} context */
  create(context) {
    const [borders] = context.options
    const file = slashed(path.relative(context.cwd, context.filename))

    /** @param {{ value?: unknown } | null | undefined} node the string that names what is imported */
    const check = (node) => {
      if (typeof node?.value !== 'string') return
      const specifier = node.value
      const message = specifier.startsWith('.')
        ? folderProblem(borders.folders, file, path.posix.join(path.posix.dirname(file), specifier))
        : packageProblem(borders.packages, file, specifier)
      if (message !== undefined) context.report({ node, message })
    }
    const checkSource = (/** @type {{ source?: { value?: unknown } | null }} */ node) => check(node.source)
    return {
      ImportDeclaration: checkSource,
      ExportNamedDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      ImportExpression: checkSource,
      TSImportType: checkSource,
    }
  },
}

/** A file that only passes others' exports on hides who uses what. */
const noBarrel = {
  meta: { type: 'problem' },
  /** @param {{ filename: string, report: (problem: { node: unknown, message: string }) => void }} context */
  create(context) {
    return {
      Program(/** @type {unknown} */ node) {
        if (/^index\.tsx?$/.test(path.basename(context.filename))) context.report({ node, message: 'name the file after what is in it' })
      },
      ExportAllDeclaration(/** @type {unknown} */ node) {
        context.report({ node, message: 'import from the file that has it' })
      },
    }
  },
}

/**
 * @param {Borders['folders']} folders
 * @param {string} file
 * @param {string} imported
 * @returns {string | undefined}
 */
function folderProblem(folders, file, imported) {
  const home = Object.keys(folders)
    .flatMap((pattern) => matches(pattern, file))
    .toSorted((a, b) => a.folder.length - b.folder.length)
    .at(-1)
  if (home === undefined) return undefined
  const allowed = [home.folder, ...(folders[home.pattern] ?? [])]
  if (allowed.some((folder) => matches(folder, imported).length > 0)) return undefined
  return `${home.folder} may not import ${imported}`
}

/**
 * @param {Borders['packages']} packages
 * @param {string} file
 * @param {string} specifier
 * @returns {string | undefined}
 */
function packageProblem(packages, file, specifier) {
  const name = Object.keys(packages).find((known) => specifier === known || specifier.startsWith(`${known}/`))
  if (name === undefined) return undefined
  const homes = packages[name] ?? []
  if (homes.some((folder) => matches(folder, file).length > 0)) return undefined
  return `${name} belongs to ${homes.join(', ')}`
}

/**
 * The folder that a pattern stands for, seen from a place in it.
 *
 * @param {string} pattern
 * @param {string} place
 * @returns {{ pattern: string, folder: string }[]} none when the place is elsewhere
 */
function matches(pattern, place) {
  const wanted = pattern.split('/')
  const parts = place.split('/').slice(0, wanted.length)
  const isThere = wanted.length === parts.length && wanted.every((name, i) => globs(name, parts[i] ?? ''))
  return isThere ? [{ pattern, folder: parts.join('/') }] : []
}

/**
 * @param {string} pattern a name, with `*` for any run of characters
 * @param {string} name
 */
function globs(pattern, name) {
  const expression = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*')
  return new RegExp(`^${expression}$`).test(name)
}

/** @param {string} file */
function slashed(file) {
  return file.split(path.sep).join('/')
}

export default { meta: { name: 'borders' }, rules: { imports: importBorders, 'no-barrel': noBarrel } }
