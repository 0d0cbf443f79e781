import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { artifactsDir } from '../../../electron/dev/paths.mjs'

/** @typedef {import('../../bench/bench').Measurement} Measurement */
/** @typedef {Measurement & { bench: string, holds: boolean }} Row */

/**
 * As Markdown, so that it can stand in the README as it is; beside it as JSON. Says below which bounds do not hold.
 *
 * @param {readonly (Measurement & { bench: string })[]} measured
 * @param {{ head: string, file: string }} options what the first column is, and the name of the JSON
 * @returns {number} how many bounds do not hold
 */
export function reportMeasurements(measured, { head, file }) {
  /** @type {Row[]} */
  const rows = measured.map((row) => ({ ...row, holds: holds(row) }))
  const lines = rows.map((row) => `| ${row.bench} | ${row.what} | ${shown(row.value)} ${row.unit} | ${bound(row)} | ${row.holds ? 'holds' : '**fails**'} |`)
  console.log(['', `| ${head} | measured | value | bound | |`, '| --- | --- | --- | --- | --- |', ...lines, ''].join('\n'))
  mkdirSync(artifactsDir, { recursive: true })
  writeFileSync(path.join(artifactsDir, file), JSON.stringify(rows, undefined, 2))
  const failed = rows.filter((row) => !row.holds)
  for (const row of failed) console.error(`Does not hold: ${row.bench}, ${row.what}: ${shown(row.value)} ${row.unit} (${bound(row)})`)
  return failed.length
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
