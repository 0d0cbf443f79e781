// node journal-writer.mjs <folder> <count>: appends records to a journal, one after the other, and says of each when it is told.
import { writeSync } from 'node:fs'
import path from 'node:path'
import { runnerImport } from 'vite'
import { rootDir } from '../../electron/dev/paths.mjs'

const [folder, count] = process.argv.slice(2)
const load = async (/** @type {string} */ name) => {
  const file = path.join(rootDir, 'electron', 'main', 'journal', `${name}.ts`)
  return (await runnerImport(file, { root: rootDir, configFile: false, logLevel: 'warn' })).module
}
/** @type {[typeof import('../../electron/main/journal/journal'), typeof import('../../electron/main/journal/journal-files')]} */
const [{ createJournal }, { journalFolder }] = /** @type {never} */ ([await load('journal'), await load('journal-files')])

const journal = createJournal({ files: journalFolder(folder ?? ''), segmentBytes: 300, onError: (error) => console.error(error) })
for (let revision = 1; revision <= Number(count); revision += 1) {
  const told = await journal.append([{ kind: 'draft-saved', id: '019aae00-0000-7000-8000-000000000001', revision, sealed: 'words' }])
  if (!told.ok) throw new Error(told.error.code)
  writeSync(1, `told ${revision}\n`)
}
