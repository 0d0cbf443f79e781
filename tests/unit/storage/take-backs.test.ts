import { describe, expect, it } from 'vitest'
import { createTakeBacks } from '../../../renderer/storage/take-backs'
import { err, ok } from '../../../shared/lib/result'

const id = 'a draft'

describe('submissions that are still to be taken back', () => {
  it('are taken back once, and owed until that could be done', async () => {
    const takeBacks = createTakeBacks()
    let isFull = true
    let times = 0
    await takeBacks.add(id, async () => {
      times += 1
      return isFull ? err({ code: 'storage-full' }) : ok(undefined)
    })
    expect(await takeBacks.finish(id)).toEqual(err({ code: 'storage-full' }))
    isFull = false
    expect(await Promise.all([takeBacks.finish(id), takeBacks.finish(id)])).toEqual([ok(undefined), ok(undefined)])
    expect(await takeBacks.finish(id)).toEqual(ok(undefined))
    expect(times).toBe(3)
  })

  it('are not forgotten when they come to be owed while an earlier one is taken back', async () => {
    const takeBacks = createTakeBacks()
    const done: string[] = []
    let goOn = () => undefined as void
    const held = new Promise<void>((resolve) => (goOn = resolve))
    const first = takeBacks.add(id, async () => {
      await held
      done.push('first')
      return ok(undefined)
    })
    const second = takeBacks.add(id, async () => {
      done.push('second')
      return ok(undefined)
    })
    goOn()
    await Promise.all([first, second])
    await takeBacks.finish(id)
    expect(done).toEqual(['first', 'second'])
  })
})
