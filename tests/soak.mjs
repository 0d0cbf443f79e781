// npm run soak [-- <names>] [--rounds=<n>] [--seed=<n>] [--list]: long proofs that are too slow for every test run, by name. The same seed
// draws the same again.
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from '../electron/dev/build.mjs'
import { PlainError, runMain } from '../electron/dev/command.mjs'
import { runOnOwnScreen } from '../electron/dev/display.mjs'
import { loadModules } from './support/run/load-modules.mjs'
import { prepareEverything } from './support/run/prepare.mjs'

/** @typedef {import('./soak/soak').Soak} Soak */

const onScreen = '--on-this-screen'
const wishes = process.argv.slice(2)

await runMain(async () => {
  if (wishes.includes(onScreen)) return prove()
  await prepareEverything()
  await ensureBuilt({ log: console.log })
  const end = await runOnOwnScreen(process.execPath, [fileURLToPath(import.meta.url), onScreen, ...wishes])
  return end.code ?? 1
})

async function prove() {
  const names = wishes.filter((wish) => !wish.startsWith('--'))
  const rounds = wantedNumber('rounds', 1)
  const seed = wantedNumber('seed', 0) ?? Date.now() % 2 ** 31
  /** @type {(Soak & { name: string })[]} */
  const soaks = await loadModules('soak', names)
  if (wishes.includes('--list')) {
    for (const soak of soaks) console.log(`${soak.name.padEnd(24)} ${soak.proves} (${soak.rounds} rounds)`)
    return 0
  }
  let failed = 0
  for (const soak of soaks) {
    console.log(`${soak.name}: ${soak.proves}`)
    const log = (/** @type {string} */ line) => console.log(`  ${line}`)
    try {
      log(`seed ${seed}`)
      await soak.run(rounds ?? soak.rounds, log, seed)
      log('holds')
    } catch (error) {
      failed += 1
      console.error(error)
    }
  }
  console.log(`${soaks.length - failed} held, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

/**
 * @param {string} name
 * @param {number} least
 * @returns {number | undefined}
 */
function wantedNumber(name, least) {
  const text = wishes.find((wish) => wish.startsWith(`--${name}=`))?.slice(`--${name}=`.length)
  if (text === undefined) return undefined
  const wanted = Number(text)
  if (!Number.isInteger(wanted) || wanted < least) throw new PlainError(`--${name}=${text} is no number for that.`)
  return wanted
}
