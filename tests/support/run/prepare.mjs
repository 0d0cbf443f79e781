import { PlainError } from '../../../electron/dev/command.mjs'
import { resolveElectron } from '../../../electron/dev/electron-runtime.mjs'
import { checkNodeVersion, ensureNodePackages } from '../../../electron/dev/node-packages.mjs'
import {
  appPackages,
  displayPackages,
  ensureSystemPackages,
  testPackages,
} from '../../../electron/dev/system-packages.mjs'
import { ensurePbx, whyNoPbx } from '../pbx/prepare-pbx.mjs'

const log = (/** @type {string} */ line) => console.log(line)

/** What the tools and the tests without windows need. */
export async function preparePackages() {
  checkNodeVersion()
  await ensureNodePackages({ log })
}

/** What tests in a real Electron need. */
export async function prepareElectron() {
  await ensureSystemPackages([...appPackages, ...displayPackages], { log })
  await preparePackages()
  await resolveElectron({ log })
}

/** What all tests need. The PBX and what belongs to it come only where they can (see `whyNoPbx`). */
export async function prepareEverything() {
  await prepareElectron()
  const reason = whyNoPbx()
  if (reason !== undefined) {
    log(`Tests with a real PBX are skipped: ${reason}.`)
    return
  }
  await ensureSystemPackages(testPackages, { log })
  await ensurePbx().catch((error) => {
    // The tests that need it will fail and say so; the others can still run.
    log(error instanceof PlainError ? error.message : String(error))
  })
}
