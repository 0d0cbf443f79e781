// Ends the database servers of a test run, however that run ended: its end of our standard input closes even when it was killed.
// Each line of that input is the folder of a desk whose server is to be ended and all of whose files are to go.
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

/** @param {string} folder */
async function end(folder) {
  const text = await readFile(path.join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  // At once: nobody will read these data again. One that is only just starting has no such file yet; it ends by itself when it
  // misses its own.
  if (pid > 0) for (let isThere = signal(pid, 'SIGQUIT'); isThere; isThere = signal(pid, 0)) await pause(20)
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** @param {number} pid @param {'SIGQUIT' | 0} what @returns {boolean} whether there is such a process */
function signal(pid, what) {
  try {
    return process.kill(pid, what)
  } catch {
    return false
  }
}

/** @type {string[]} */
const folders = []
for await (const folder of createInterface({ input: process.stdin })) folders.push(folder)
await Promise.all(folders.map(end))
