// npm run load [-- --consoles=500 --leads=50 --tickets=1000000 --seconds=60 --calls=2 --storms=3 --pair-seconds=20]: a shared desk under
// the load of a call centre, on a PostgreSQL of its own. Prints one table, fails when a stated bound does not hold.
import path from 'node:path'
import { deskServer, ensureBuilt } from '../../electron/dev/build.mjs'
import { PlainError, runMain } from '../../electron/dev/command.mjs'
import { checkNodeVersion, ensureNodePackages } from '../../electron/dev/node-packages.mjs'
import { rootDir } from '../../electron/dev/paths.mjs'
import { reportMeasurements } from '../support/run/measurement-table.mjs'

/** @typedef {typeof import('./run-load')} RunLoad */
/** @typedef {typeof import('../support/desk/postgres-15')} Postgres15 */

const usual = { consoles: 500, leads: 50, tickets: 1_000_000, seconds: 60, calls: 2, storms: 3, 'pair-seconds': 20 }

await runMain(async () => {
  const wishes = readWishes(process.argv.slice(2))
  checkNodeVersion()
  await ensureNodePackages({ log: console.log })
  await ensureBuilt({ log: console.log })
  const { postgres15 } = /** @type {Postgres15} */ (await load('tests/support/desk/postgres-15.ts'))
  if (!postgres15.isThere) throw new PlainError('PostgreSQL 15 is not installed (Debian: postgresql-15).')
  const { runLoad } = /** @type {RunLoad} */ (await load('tests/load/run-load.ts'))
  const { consoles, tickets, seconds, storms } = wishes
  const { rows } = await runLoad({
    consoles, tickets, seconds, storms, leads: Math.min(consoles, wishes.leads), callsPerMinute: wishes.calls, pairSeconds: wishes['pair-seconds'],
    program: deskServer, binDir: postgres15.binDir, log: console.log,
  })
  const name = `${consoles} consoles, ${tickets} orders`
  return reportMeasurements(rows.map((row) => ({ bench: name, ...row })), { head: 'load', file: 'load.json' }) === 0 ? 0 : 1
})

/** @param {string} file */
async function load(file) {
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(path.join(rootDir, file), { root: rootDir, configFile: false, logLevel: 'warn' })
  return module
}

/** @param {readonly string[]} args */
function readWishes(args) {
  const wishes = { ...usual }
  for (const arg of args) {
    const [, name = '', text = ''] = /^--([a-z-]+)=(\d+)$/.exec(arg) ?? []
    if (!(name in usual)) throw new PlainError(`${arg} is not understood. There is: ${Object.entries(usual).map(([known, value]) => `--${known}=${value}`).join(' ')}`)
    wishes[/** @type {keyof typeof usual} */ (name)] = Number(text)
  }
  if (wishes.consoles < 2 || wishes.tickets < 100) throw new PlainError('At least 2 consoles and 100 tickets.')
  return wishes
}
