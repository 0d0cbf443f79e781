// node spare-number-taker.mjs <folder> <count>: takes numbers that were put aside, one after the other, and says each when it is told.
import { writeSync } from 'node:fs'
import path from 'node:path'
import { runnerImport } from 'vite'
import { rootDir } from '../../electron/dev/paths.mjs'

const [folder, count] = process.argv.slice(2)
const file = path.join(rootDir, 'electron', 'main', 'spare-numbers.ts')
/** @type {{ module: typeof import('../../electron/main/spare-numbers') }} */
const { module } = await runnerImport(file, { root: rootDir, configFile: false, logLevel: 'warn' })

const numbers = module.createSpareNumbers(folder ?? '')
for (let taken = 0; taken < Number(count); taken += 1) writeSync(1, `told ${await numbers.take()}\n`)
