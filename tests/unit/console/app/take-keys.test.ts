import { describe, expect, it } from 'vitest'
import { takeKeys } from '../../../../renderer/console/app/take-keys'
import { err, ok } from '../../../../shared/lib/result'
import { createFakeLingxi } from '../../../support/fake-lingxi'

/** Main with keys, or without; counts what it is asked. */
function mainWith(hasUnsealed: boolean | null) {
  const asked: string[] = []
  const { lingxi } = createFakeLingxi('console', {
    storageKeys() {
      asked.push('keys')
      if (hasUnsealed === null) return err({ code: 'not-signed-in' })
      return ok({ suite: 1, seal: new Uint8Array(32).fill(1), index: new Uint8Array(32).fill(2), hasUnsealed })
    },
    allIsSealed() {
      asked.push('all is sealed')
      return ok(undefined)
    },
  })
  return { lingxi, asked }
}

describe('the keys that a page takes over', () => {
  it('are none in practice, and nobody is asked for any', async () => {
    const { lingxi, asked } = mainWith(null)
    expect(await takeKeys(lingxi, 'practice')).toEqual({ sealing: { kind: 'open' }, unsealed: {} })
    expect(asked).toEqual([])
  })

  it('are never left out of real work: without them the seat does not open', async () => {
    await expect(takeKeys(mainWith(null).lingxi, 'real')).rejects.toThrow('not-signed-in')
  })

  it('seal real work, and nothing old is looked for where there is none', async () => {
    const { sealing, unsealed } = await takeKeys(mainWith(false).lingxi, 'real')
    expect([sealing.kind, unsealed]).toEqual(['sealed', {}])
  })

  it('come with what has to be sealed first, and main hears when that is done', async () => {
    const { lingxi, asked } = mainWith(true)
    await (await takeKeys(lingxi, 'real')).unsealed.unsealed?.allIsSealed()
    expect(asked).toEqual(['keys', 'all is sealed'])
  })
})
