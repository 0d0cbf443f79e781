// npm run desk: the shared desk, for a server. Builds it when a source is newer; a server that must not build runs out/main/desk-server.cjs.
import { spawn } from 'node:child_process'
import { deskServer, ensureBuilt } from './build.mjs'
import { runMain } from './command.mjs'
import { checkNodeVersion, ensureNodePackages } from './node-packages.mjs'

/** Standard output belongs to the desk's log. */
const log = (/** @type {string} */ line) => console.error(line)

await runMain(async () => {
  checkNodeVersion()
  await ensureNodePackages({ log })
  await ensureBuilt({ log })
  return new Promise((resolve) => {
    const desk = spawn(process.execPath, ['--enable-source-maps', deskServer, ...process.argv.slice(2)], { stdio: 'inherit' })
    // Whoever stops this means the desk; it ends in its own time, and so does this.
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) process.on(signal, () => desk.kill(signal))
    desk.on('exit', (code) => resolve(code ?? 1))
  })
})
