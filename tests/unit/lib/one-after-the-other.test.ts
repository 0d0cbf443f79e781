import { describe, expect, it } from 'vitest'
import { oneAfterTheOther } from '../../../shared/lib/one-after-the-other'

describe('work that goes one after the other', () => {
  it('begins when what was given before has ended, in the order given', async () => {
    const inTurn = oneAfterTheOther()
    const told: string[] = []
    let finishFirst = () => undefined as void
    const first = inTurn(async () => {
      told.push('first begins')
      await new Promise<void>((resolve) => (finishFirst = resolve))
      told.push('first ends')
    })
    const second = inTurn(async () => void told.push('second'))
    await Promise.resolve()
    expect(told).toEqual(['first begins'])
    finishFirst()
    await Promise.all([first, second])
    expect(told).toEqual(['first begins', 'first ends', 'second'])
  })

  it('is not held up by what fails, whose failure goes to the one who gave it', async () => {
    const inTurn = oneAfterTheOther()
    const broken = inTurn(() => Promise.reject(new Error('broken')))
    const next = inTurn(() => Promise.resolve('done'))
    await expect(broken).rejects.toThrow('broken')
    expect(await next).toBe('done')
  })
})
