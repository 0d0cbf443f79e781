import { describe, expect, it } from 'vitest'
import { createTokenCheck } from '../../../../electron/desk/people/token-check'
import { hashOfToken } from '../../../../electron/desk/people/session-token'
import type { LiveSession } from '../../../../electron/desk/store/sessions-table'

const sessionOf = (personId: string) => ({ personId }) as LiveSession

describe('whose token that is', () => {
  it('is asked for all together who come while another question is under way, and each is told their own', async () => {
    const good = new Map(['a', 'b'].map((token) => [hashOfToken(token).toString('hex'), sessionOf(token)]))
    const asked: number[] = []
    const check = createTokenCheck(async (hashes) => {
      asked.push(hashes.length)
      return new Map([...good].filter(([hash]) => hashes.some((one) => one.toString('hex') === hash)))
    })
    const found = await Promise.all(['a', 'b', 'c', 'b'].map(check))
    expect(found.map((session) => session?.personId ?? null)).toEqual(['a', 'b', null, 'b'])
    expect(asked).toEqual([1, 3])
  })

  it('is not known while the database does not answer, and asked for again afterwards', async () => {
    let isAway = true
    const check = createTokenCheck(async (hashes) => {
      if (isAway) throw new Error('away')
      return new Map(hashes.map((hash) => [hash.toString('hex'), sessionOf('anybody')]))
    })
    await expect(check('a')).rejects.toThrow('away')
    isAway = false
    expect(await check('a')).toMatchObject({ personId: 'anybody' })
  })
})
