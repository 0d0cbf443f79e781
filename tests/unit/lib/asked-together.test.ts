import { describe, expect, it } from 'vitest'
import { askedTogether } from '../../../shared/lib/asked-together'

/** A question whose answers are given by hand; each answer says how many had been asked by then. */
function setUp() {
  const open: { answer(): void; fail(): void }[] = []
  const ask = askedTogether(() => new Promise<number>((resolve, reject) => {
    const number = open.length + 1
    open.push({ answer: () => resolve(number), fail: () => reject(new Error('away')) })
  }))
  return { ask, open }
}

describe('a question asked together', () => {
  it('is asked once for all who ask while another one is under way, and never answered by what began before they asked', async () => {
    const { ask, open } = setUp()
    const first = ask()
    const [second, third] = [ask(), ask()]
    expect(open).toHaveLength(1)
    open[0]?.answer()
    expect(await first).toBe(1)
    open[1]?.answer()
    expect(await Promise.all([second, third])).toEqual([2, 2])
    expect(open).toHaveLength(2)
  })

  it('is asked anew behind one that failed, which fails for those alone who had asked it', async () => {
    const { ask, open } = setUp()
    const first = ask()
    const second = ask()
    open[0]?.fail()
    await expect(first).rejects.toThrow('away')
    open[1]?.answer()
    expect(await second).toBe(2)
    const third = ask()
    open[2]?.answer()
    expect(await third).toBe(3)
  })
})
