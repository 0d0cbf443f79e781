// npm start: from a fresh clone to the open app, in practice. See --help for the rest.
import path from 'node:path'
import { ensureBuilt } from './build.mjs'
import { PlainError, run, runMain } from './command.mjs'
import { hasDisplay, runOnOwnScreen } from './display.mjs'
import { resolveElectron } from './electron-runtime.mjs'
import { checkNodeVersion, ensureNodePackages } from './node-packages.mjs'
import { artifactsDir, rootDir } from './paths.mjs'
import { appPackages, displayPackages, ensureSystemPackages, systemNeeds } from './system-packages.mjs'

const help = `npm start                     opens Lingxi in practice: scripted callers, nothing leaves this machine
npm start -- --tour           plays a whole call by itself and leaves pictures (also what happens without a display)
npm start -- --desk           opens a real desk on this PC instead of practice
npm start -- --shared-desk    opens a console of the desk that many seats share
Anything else after -- goes to the app.`

// Practice is what is opened where nothing else is asked for.
const modes = ['--practice', '--desk', '--shared-desk']

const log = (/** @type {string} */ line) => console.log(line)

async function main() {
  const wishes = process.argv.slice(2)
  if (wishes.includes('--help')) {
    log(help)
    return 0
  }
  const tour = wishes.includes('--tour') || !hasDisplay()
  checkNodeVersion()
  await ensureSystemPackages(hasDisplay() ? appPackages : [...appPackages, ...displayPackages], { log })
  await ensureNodePackages({ log })
  const electron = await resolveElectron({ log })
  await ensureBuilt({ log })
  return tour ? playTour() : openApp(electron, wishes)
}

/**
 * @param {import('./electron-runtime.mjs').ElectronRuntime} electron
 * @param {readonly string[]} wishes
 */
async function openApp(electron, wishes) {
  const kind = modes.some((mode) => wishes.includes(mode)) ? [] : ['--practice']
  const end = await run(electron.executablePath, [...electron.args, rootDir, ...kind, ...wishes])
  if (end.code === 127) throw new PlainError(`Electron does not start. This system has to have ${systemNeeds()}.`)
  return end.code ?? 1
}

async function playTour() {
  if (!hasDisplay()) log('There is no display here: Lingxi plays the tour by itself.')
  const playwright = path.join(rootDir, 'node_modules', '@playwright', 'test', 'cli.js')
  const command = /** @type {const} */ ([process.execPath, [playwright, 'test', '--project=tour']])
  const end = hasDisplay() ? await run(...command) : await runOnOwnScreen(...command)
  log(`Pictures: ${path.join(artifactsDir, 'tour')}`)
  return end.code ?? 1
}

await runMain(main)
