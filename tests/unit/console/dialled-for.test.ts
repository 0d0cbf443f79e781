import { describe, expect, it } from 'vitest'
import { createDialledFor } from '../../../renderer/console/seat/dialled-for'
import type { Call, CallId } from '../../../shared/calls/call'
import { testUuid } from '../../support/drafts'
import { createFakeLine, ringing } from '../../support/fake-line'

const order = '20261122-8017-004-2'
const dialled = (number: number): Call => ({ ...ringing('15400000012', 0, testUuid(number)), direction: 'outgoing', state: 'dialling', farEndRings: false }) as Call
const idOf = (number: number) => testUuid(number) as CallId

function pageMemory() {
  const kept = new Map<string, string>()
  const memory = { storage: { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }, key: 'dialled:real:8017' }
  return { kept, memory }
}

async function dial(number: number, orders: readonly string[] | Promise<readonly string[]>, memory?: ReturnType<typeof pageMemory>['memory']) {
  const line = createFakeLine()
  const dialledFor = createDialledFor(line, memory)
  const told = dialledFor.dial('15400000012', orders)
  line.show([dialled(number)])
  await told
  return dialledFor
}

describe('the orders that a call was dialled about', () => {
  it('are known to the page that comes after this one', async () => {
    const { memory } = pageMemory()
    await dial(1, [order], memory)
    expect(createDialledFor(createFakeLine([dialled(1)]), memory).ordersOf(idOf(1))).toEqual([order])
    expect(createDialledFor(createFakeLine(), memory).ordersOf(idOf(2))).toEqual([])
  })

  it('may be found while it rings already: nobody waits for a disk with the dialling', async () => {
    let found: (orders: readonly string[]) => void = () => undefined
    const { memory } = pageMemory()
    const dialledFor = await dial(1, new Promise((resolve) => (found = resolve)), memory)
    expect(dialledFor.ordersOf(idOf(1))).toEqual([])
    found([order])
    await Promise.resolve()
    expect(dialledFor.ordersOf(idOf(1))).toEqual([order])
  })

  it('are forgotten, the oldest call first, and never read from what is no such memory', async () => {
    const { memory, kept } = pageMemory()
    for (let number = 1; number <= 51; number += 1) await dial(number, [order], memory)
    const after = createDialledFor(createFakeLine(), memory)
    expect([after.ordersOf(idOf(1)), after.ordersOf(idOf(2)), after.ordersOf(idOf(51))]).toEqual([[], [order], [order]])
    kept.set(memory.key, '{"x":1}')
    expect(createDialledFor(createFakeLine(), memory).ordersOf(idOf(51))).toEqual([])
  })

  it('are known to this page where nothing can be kept', async () => {
    const full = { storage: { getItem: () => null, setItem: () => { throw new Error('full') } }, key: 'x' }
    expect((await dial(1, [order], full)).ordersOf(idOf(1))).toEqual([order])
  })
})
