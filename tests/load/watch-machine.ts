import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { rootDir } from '../../electron/dev/paths.mjs'
import { percentile, type Measurement } from '../bench/bench'

export interface MachineWatch {
  /** What the machine did of its own accord meanwhile. */
  stop(): Promise<Measurement[]>
}

/**
 * What no program on this machine answers for and every tail shows: a disk that is slow to say that it has written, and processor time
 * that a host gives to others. Eight kilobytes five times a second, as PostgreSQL writes its log, by a thread that does nothing else.
 */
export async function watchMachine(): Promise<MachineWatch> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lingxi-machine-'))
  const begun = await readProcessors()
  const probe = new Worker(path.join(rootDir, 'tests', 'load', 'disk-probe.mjs'), { workerData: { file: path.join(folder, 'written'), bytes: 8_192, everyMs: 200 } })
  await once(probe, 'online')
  return {
    async stop() {
      const told = once(probe, 'message')
      probe.postMessage('end')
      const [took] = (await told) as [number[]]
      await rm(folder, { recursive: true })
      const ended = await readProcessors()
      return [
        { what: 'a write to the disk beside it, p99', value: percentile(took, 0.99), unit: 'ms' },
        { what: 'the same, longest', value: Math.max(...took), unit: 'ms' },
        ...(begun === null || ended === null ? [] : [{ what: 'processors that the host gave to others', value: (100 * (ended.stolen - begun.stolen)) / (ended.all - begun.all), unit: '%' }]),
      ]
    },
  }
}

/** Ticks of all processors since the start of the system (proc(5): user nice system idle iowait irq softirq steal); null where there is no /proc. */
async function readProcessors(): Promise<{ readonly stolen: number; readonly all: number } | null> {
  const text = await readFile('/proc/stat', 'utf8').catch(() => null)
  if (text === null) return null
  const ticks = (text.split('\n')[0] ?? '').split(/\s+/).slice(1, 9).map(Number)
  return { stolen: ticks[7] ?? 0, all: ticks.reduce((sum, each) => sum + each, 0) }
}
