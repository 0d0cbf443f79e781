import type { CDPSession, Page } from '@playwright/test'
import { readHeap, type HeapContent } from './heap-content'

/** What a page holds after everything that nobody refers to has been collected. */
export interface PageMemory {
  readonly nodes: number
  readonly listeners: number
  readonly heapBytes: number
}

export interface MemoryProbe {
  measure(): Promise<PageMemory>
  /** What makes up the heap; the page stands still for a few seconds. */
  content(): Promise<HeapContent>
  /** Objects of that class that are still reachable; 0 where the page has no such class. */
  alive(className: string): Promise<number>
  /** Objects of any class that have all these properties of their own: for classes whose name did not survive the build. */
  aliveWith(...properties: readonly string[]): Promise<number>
}

/** Asks Chromium itself, over the DevTools protocol. */
export async function openMemoryProbe(page: Page): Promise<MemoryProbe> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('HeapProfiler.enable')

  async function collect(): Promise<void> {
    // Twice: what a finalizer lets go of is garbage only afterwards.
    await devTools.send('HeapProfiler.collectGarbage')
    await devTools.send('HeapProfiler.collectGarbage')
  }

  return {
    async measure() {
      await collect()
      const { nodes, jsEventListeners: listeners } = await devTools.send('Memory.getDOMCounters')
      const { usedSize: heapBytes } = await devTools.send('Runtime.getHeapUsage')
      return { nodes, listeners, heapBytes }
    },
    async content() {
      const chunks: string[] = []
      const take = ({ chunk }: { readonly chunk: string }) => void chunks.push(chunk)
      devTools.on('HeapProfiler.addHeapSnapshotChunk', take)
      await devTools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
      devTools.off('HeapProfiler.addHeapSnapshotChunk', take)
      return readHeap(chunks.join(''))
    },
    async alive(className) {
      await collect()
      return count(devTools, `globalThis.${className}?.prototype ?? null`, 'function () { return this.length }')
    },
    async aliveWith(...properties) {
      await collect()
      const filter = `function () { const wanted = ${JSON.stringify(properties)}; return this.filter((one) => wanted.every((name) => Object.prototype.hasOwnProperty.call(one, name))).length }`
      return count(devTools, 'Object.prototype', filter)
    },
  }
}

async function count(devTools: CDPSession, prototype: string, howMany: string): Promise<number> {
  const objectGroup = 'memory-probe'
  const { result } = await devTools.send('Runtime.evaluate', { expression: prototype, objectGroup })
  if (result.objectId === undefined) return 0
  const { objects } = await devTools.send('Runtime.queryObjects', { prototypeObjectId: result.objectId, objectGroup })
  const answer = await devTools.send('Runtime.callFunctionOn', { objectId: objects.objectId ?? '', functionDeclaration: howMany, returnByValue: true })
  await devTools.send('Runtime.releaseObjectGroup', { objectGroup })
  return Number(answer.result.value)
}
