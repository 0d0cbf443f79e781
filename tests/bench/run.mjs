// npm run bench [-- <names>]: measures on the built app in a real Electron, prints one table, fails when a stated bound does not hold.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from '../../electron/dev/build.mjs'
import { runMain } from '../../electron/dev/command.mjs'
import { runOnOwnScreen } from '../../electron/dev/display.mjs'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { loadModules } from '../support/run/load-modules.mjs'
import { prepareElectron } from '../support/run/prepare.mjs'

/** @typedef {import('./bench').Bench} Bench */
/** @typedef {import('./bench').Measurement} Measurement */
/** @typedef {Measurement & { bench: string, holds: boolean }} Row */

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
  /** @type {Row[]} */
  const rows = []
  const broken = []
  /** @type {(Bench & { name: string })[]} */
  const benches = await loadModules('bench', names)
  for (const { name, run } of benches) {
    console.log(`${name} ...`)
    try {
      const measurements = await run()
      rows.push(...measurements.map((measurement) => ({ bench: name, ...measurement, holds: holds(measurement) })))
    } catch (error) {
      broken.push(name)
      console.error(error)
    }
  }
  report(rows)
  const failed = rows.filter((row) => !row.holds)
  for (const row of failed) console.error(`Does not hold: ${row.bench}, ${row.what}: ${shown(row.value)} ${row.unit} (${bound(row)})`)
  for (const name of broken) console.error(`Broken: ${name}`)
  return failed.length + broken.length === 0 ? 0 : 1
}

/** As Markdown, so that it can stand in the README as it is. @param {readonly Row[]} rows */
function report(rows) {
  const lines = rows.map((row) => `| ${row.bench} | ${row.what} | ${shown(row.value)} ${row.unit} | ${bound(row)} | ${row.holds ? 'holds' : '**fails**'} |`)
  console.log(['', '| bench | measured | value | bound | |', '| --- | --- | --- | --- | --- |', ...lines, ''].join('\n'))
  mkdirSync(artifactsDir, { recursive: true })
  writeFileSync(path.join(artifactsDir, 'bench.json'), JSON.stringify(rows, undefined, 2))
}

/** @param {Measurement} measurement */
function holds({ value, atMost = Infinity, atLeast = -Infinity }) {
  return value <= atMost && value >= atLeast
}

/** @param {Measurement} measurement */
function bound({ atMost, atLeast }) {
  const parts = [atMost === undefined ? '' : `<= ${atMost}`, atLeast === undefined ? '' : `>= ${atLeast}`]
  return parts.filter((part) => part !== '').join(', ')
}

/** @param {number} value */
function shown(value) {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3)
}
