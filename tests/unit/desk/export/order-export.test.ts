import { describe, expect, it } from 'vitest'
import { createOrderExport } from '../../../../electron/desk/export/order-export'
import type { SharedStore } from '../../../../electron/desk/store/shared-store'
import type { AuditEntry } from '../../../../shared/desk-api/audit'
import { exportLineSchema } from '../../../../shared/desk-api/order-export'
import { epochMs } from '../../../../shared/lib/clock'
import { parseJson } from '../../../../shared/lib/parse-json'
import { draftOf, eventsOf, testUuid, wageComplaint } from '../../../support/drafts'

/** A desk with so many pages of two orders each; what it was asked, wrote down and logged. */
function exportOf(pages: number, { category, failsAt = Infinity }: { readonly category?: string; readonly failsAt?: number } = {}) {
  const asked: (string | null)[] = []
  const audit: AuditEntry['act'][] = []
  const logged: string[] = []
  const wish = { allowed: true, mayTake: true }
  const order = (number: number, secret = false) => eventsOf(draftOf(number, { values: { ...wageComplaint, confidential: secret } }))
  const store = {
    exports: {
      count: async () => pages * 2,
      async page(_filter, after) {
        asked.push(after?.ticketId ?? null)
        if (asked.length > failsAt) throw new Error('gone')
        return { orders: [order(asked.length * 2), order(asked.length * 2 + 1, true)], next: asked.length >= pages ? null : { calledAt: asked.length, ticketId: String(asked.length) } }
      },
    },
    inOne: async (work) => work({ audit: { add: async ({ act }: AuditEntry) => void audit.push(act) } } as never),
  } satisfies Pick<SharedStore, 'exports' | 'inOne'>
  const desk = createOrderExport({ store, clock: { now: () => epochMs(5) }, newId: () => testUuid(1), log: ({ event }) => void logged.push(event) })
  const begin = async () => {
    const stream = await desk.begin({
      filter: { from: 0, to: 9, ...(category === undefined ? {} : { category }) }, form: 'csv', by: { kind: 'desk' },
      isStillAllowed: async () => wish.allowed, mayTake: () => wish.mayTake,
    })
    const reader = stream.getReader()
    const line = async () => {
      const { done, value } = await reader.read()
      return done ? null : exportLineSchema.parse(parseJson(new TextDecoder().decode(value)))
    }
    const rest = async () => {
      const lines = []
      for (let each = await line(); each !== null; each = await line()) lines.push(each)
      return lines
    }
    return { line, rest, cancel: () => reader.cancel() }
  }
  return { ...desk, begin, asked, audit, logged, wish }
}
const ended = (orders: number, isWhole: boolean) => ({ kind: 'orders-export-ended', exportId: testUuid(1), orders, isWhole })

describe('an export of orders', () => {
  it('is written down before anything is read, and again with how many have left', async () => {
    const { begin, audit, asked } = exportOf(2)
    const { rest } = await begin()
    expect(audit).toEqual([{ kind: 'orders-export-begun', exportId: testUuid(1), from: 0, to: 9, form: 'csv', orders: 4 }])
    expect((await rest()).map((line) => (line.kind === 'orders' ? line.orders.length : line))).toEqual([2, 2, { kind: 'end', orders: 4 }])
    expect(asked).toEqual([null, '1'])
    expect(audit.slice(1)).toEqual([ended(4, true)])
  })

  it('reads one page ahead of whoever takes it and no more', async () => {
    const { begin, asked } = exportOf(1_000)
    const { line } = await begin()
    for (let taken = 1; taken <= 5; taken += 1) {
      await line()
      expect(asked.length).toBeLessThanOrEqual(taken + 1)
    }
  })

  it('ends without its end for somebody whose right is gone', async () => {
    const { begin, wish, audit, asked } = exportOf(1_000)
    const { line, rest } = await begin()
    await line()
    wish.allowed = false
    await expect(rest()).rejects.toThrow('broken off')
    expect(asked.length).toBeLessThanOrEqual(3)
    expect(audit.at(-1)).toMatchObject({ kind: 'orders-export-ended', isWhole: false })
  })

  it.each(['whoever reads is gone', 'the desk stops'] as const)('is written down as broken off when %s, once', async (why) => {
    const { begin, closeAll, audit } = exportOf(1_000)
    const { line, cancel, rest } = await begin()
    await line()
    if (why === 'the desk stops') {
      closeAll()
      closeAll()
      await expect(rest()).rejects.toThrow('broken off')
    } else await cancel()
    expect(audit.filter(({ kind }) => kind === 'orders-export-ended')).toMatchObject([{ isWhole: false }])
  })

  it('breaks off when the database is gone, and says so in the log', async () => {
    const { begin, audit, logged } = exportOf(1_000, { failsAt: 2 })
    const { rest } = await begin()
    await expect(rest()).rejects.toThrow('broken off')
    expect(logged).toEqual(['export-broken-off'])
    expect(audit.at(-1)).toEqual(ended(4, false))
  })

  it('by category says of no order that it is secret', async () => {
    const { rest } = await exportOf(1, { category: 'WAGE' }).begin()
    expect((await rest())[0]).toMatchObject({ orders: [{ isSecret: false }] })
  })

  it('leaves out what this person may not take', async () => {
    const { begin, wish, audit } = exportOf(1)
    wish.mayTake = false
    const { rest } = await begin()
    expect(await rest()).toEqual([{ kind: 'orders', orders: [] }, { kind: 'end', orders: 0 }])
    expect(audit.at(-1)).toEqual(ended(0, true))
  })
})
