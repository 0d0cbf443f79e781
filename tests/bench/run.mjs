// npm run bench [-- <names>]: measures on the built app in a real Electron, prints one table, fails when a stated bound does not hold.
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from '../../electron/dev/build.mjs'
import { runMain } from '../../electron/dev/command.mjs'
import { runOnOwnScreen } from '../../electron/dev/display.mjs'
import { loadModules } from '../support/run/load-modules.mjs'
import { reportMeasurements } from '../support/run/measurement-table.mjs'
import { prepareElectron } from '../support/run/prepare.mjs'

/** @typedef {import('./bench').Bench} Bench */
/** @typedef {import('./bench').Measurement} Measurement */

const onScreen = '--on-this-screen'
const wishes = process.argv.slice(2)

await runMain(async () => {
  if (wishes.includes(onScreen)) return measure(wishes.filter((wish) => wish !== onScreen))
  await prepareElectron()
  await ensureBuilt({ log: console.log })
  const end = await runOnOwnScreen(process.execPath, [fileURLToPath(import.meta.url), onScreen, ...wishes])
  return end.code ?? 1
})

/** @param {readonly string[]} names */
async function measure(names) {
  /** @type {(Measurement & { bench: string })[]} */
  const rows = []
  const broken = []
  /** @type {(Bench & { name: string })[]} */
  const benches = await loadModules('bench', names)
  for (const { name, run } of benches) {
    console.log(`${name} ...`)
    try {
      const measurements = await run()
      rows.push(...measurements.map((measurement) => ({ bench: name, ...measurement })))
    } catch (error) {
      broken.push(name)
      console.error(error)
    }
  }
  const failed = reportMeasurements(rows, { head: 'bench', file: 'bench.json' })
  for (const name of broken) console.error(`Broken: ${name}`)
  return failed + broken.length === 0 ? 0 : 1
}
