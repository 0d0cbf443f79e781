import { describe, expect, it } from 'vitest'
import { createOrderExport } from '../../../../renderer/console/app/order-export'
import type { OrderExportClient, OrderExportProblem } from '../../../../renderer/desk-client/order-export'
import { err, ok } from '../../../../shared/lib/result'
import { exportedOrder, type ExportedOrder } from '../../../../shared/tickets/exported-order'
import { shippedTagData } from '../../../../shared/tickets/tags/tag-data'
import { draftOf, eventsOf, wageComplaint } from '../../../support/drafts'
import { createFakeLingxi } from '../../../support/fake-lingxi'

const order = exportedOrder(eventsOf(draftOf(1, { values: wageComplaint })), shippedTagData())!
const pages: readonly (readonly ExportedOrder[])[] = [[order, order], [], [order]]
const words = { heads: ['工单号', '姓名'], cells: ({ number, callerName }: ExportedOrder) => [number, callerName ?? ''] }
const line = `${order.number},秦**\r\n`

/** A desk that gives those pages, then ends well or breaks off; a PC whose disk takes so many pieces. */
function seat({ endsWith = null as OrderExportProblem | null, pieces = Infinity, wants = true } = {}) {
  let file: string | null = null
  let pieceCount = 0
  const kept: string[] = []
  const client: OrderExportClient = {
    count: async () => ok(3),
    async orders(_filter, _form, take) {
      for (const page of pages) if (!(await take(page))) return ok(null)
      return endsWith === null ? ok(3) : err(endsWith)
    },
  }
  const { lingxi } = createFakeLingxi('console', {
    beginTable: async () => {
      file = wants ? '' : null
      return ok({ begun: wants })
    },
    addToTable: async ({ text }) => {
      pieceCount += 1
      if (pieceCount > pieces) return err({ code: 'full' })
      file = `${file}${text}`
      return ok(undefined)
    },
    endTable: async ({ keep }) => {
      if (keep) kept.push(file ?? '')
      return ok(undefined)
    },
  })
  const progress: number[] = []
  let stopAfter = Infinity
  return {
    kept, progress,
    stopAfter: (orders: number) => void (stopAfter = orders),
    save: (form: 'csv' | 'jsonl' = 'csv') => createOrderExport(lingxi, client).save({
      name: 'orders', filter: { from: 0, to: 1 }, form, words, onProgress: (orders) => void progress.push(orders), isStopped: () => (progress.at(-1) ?? 0) >= stopAfter,
    }),
  }
}

describe('orders that are exported', () => {
  it('stand in the file behind their headings, and it is said how many', async () => {
    const { save, kept, progress } = seat()
    expect(await save()).toEqual(ok(3))
    expect(kept).toEqual([`\ufeff工单号,姓名\r\n${line}${line}${line}`])
    expect(progress).toEqual([2, 2, 3])
  })

  it('are one line each for other systems', async () => {
    const { save, kept } = seat()
    expect(await save('jsonl')).toEqual(ok(3))
    expect(kept[0]?.trimEnd().split('\n').map((text) => JSON.parse(text) as unknown)).toEqual([order, order, order])
  })

  it.each(['broken-off', 'forbidden', 'away', 'refused'] as const)('are in no file when the desk is %s', async (problem) => {
    const { save, kept } = seat({ endsWith: problem })
    expect(await save()).toEqual(err(problem))
    expect(kept).toEqual([])
  })

  it.each([0, 1, 2])('are in no file when the disk is full after %i pieces', async (pieces) => {
    const { save, kept } = seat({ pieces })
    expect(await save()).toEqual(err('full'))
    expect(kept).toEqual([])
  })

  it('are in no file when somebody stops it', async () => {
    const { save, kept, stopAfter } = seat()
    stopAfter(2)
    expect(await save()).toEqual(ok(null))
    expect(kept).toEqual([])
  })

  it('are not asked for when nobody says where to', async () => {
    const { save, progress } = seat({ wants: false })
    expect(await save()).toEqual(ok(null))
    expect(progress).toEqual([])
  })
})
