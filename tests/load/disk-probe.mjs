// A worker: writes and waits for the disk, again and again, and tells how many milliseconds each time took once it is asked to end.
import { fdatasyncSync, writeSync, openSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'

const file = openSync(workerData.file, 'w')
const block = Buffer.alloc(workerData.bytes)
/** @type {number[]} */
const took = []
parentPort?.once('message', () => {
  parentPort?.postMessage(took)
  process.exit()
})
for (;;) {
  const before = performance.now()
  writeSync(file, block, 0, block.length, 0)
  fdatasyncSync(file)
  took.push(performance.now() - before)
  await delay(workerData.everyMs)
}
