// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { ringing } from '../../../support/fake-line'
import { morning, testUuid } from '../../../support/drafts'
import { order, person, silentCall } from '../../callers/practice-now'
import { openColumns, type Columns } from './columns.fixture'

const KEY = '8615400000012'
const number = '15400000012'

let columns: Columns | null = null
afterEach(async () => {
  await columns?.close()
  columns = null
})

/** What the ring says of the look-up, then what stands beside the form. */
async function saidOf(from: string, options: Parameters<typeof openColumns>[0] = {}) {
  columns = await openColumns(options)
  await columns.ring(ringing(from, morning))
  const inRing = columns.text('ring-stage')
  const atRing = document.body.textContent ?? ''
  await columns.answer()
  const before = columns.part('caller-column')?.querySelector('[data-testid="before"]')?.textContent ?? ''
  return { inRing, before, all: [atRing, columns.text('caller-column')] }
}

describe('what is said of the look-up', () => {
  it('is that nobody is looked up under 12345, 400 or a withheld number, never that it is a first call', async () => {
    for (const [from, why] of [['12345', '短号后面可能是任何人'], ['4000000012', '服务号码后面可能是任何人'], ['anonymous', '对方不显示号码']] as const) {
      const { inRing, before } = await saidOf(from)
      expect(inRing).toContain(why)
      expect(before).toContain(why)
      expect(inRing + before).not.toMatch(/首次来电|没有登记过人/)
      await columns?.close()
    }
  })

  it('is that it failed, with the choices all the same', async () => {
    const { inRing, before } = await saidOf(number, { people: 'unreadable' })
    expect(inRing).toContain('本机资料读不出来')
    expect(before).toContain('本机资料读不出来')
    expect(inRing).toContain('新来电人')
  })

  it('is a first call when everything is here and nothing is known', async () => {
    const { inRing, before } = await saidOf(number)
    expect(inRing).toContain('这个号码没有登记过人')
    expect(before).toBe('首次来电，没有记录')
  })

  it('is no first call when the number rang before, though nobody is known under it', async () => {
    const { before } = await saidOf(number, { people: [person('quiet', KEY, { name: null, history: [silentCall('1', KEY, 50)] })] })
    expect(before).toBe('这个号码没有登记过人')
  })

  it.each([
    [{ state: 'syncing', percent: 40 }, '本机资料还在收（40%），可能有没到的'],
    [{ state: 'starting' }, '工单系统还没接上，本机资料可能不全'],
    [{ state: 'unreachable', syncedAt: morning - 30 * 60_000 }, '本机资料，09:30:00 同步'],
    [{ state: 'copy-failing', syncedAt: morning - 30 * 60_000 }, '本机资料，09:30:00 同步'],
    [{ state: 'failed', syncedAt: null }, '本机资料，这次打开后还没同步过'],
  ] as const)('is the state of the local copy while it is not whole (%o)', async (desk, words) => {
    const { inRing, before, all } = await saidOf(number, { desk })
    for (const said of [inRing, before]) {
      expect(said).toContain(`本机资料里没有这个号码`)
      expect(said).not.toMatch(/首次来电|没有登记过人/)
    }
    for (const said of all) expect(said).toContain(words)
  })

  it('tells the state of the copy beside somebody who is found, too', async () => {
    const { inRing } = await saidOf(number, { people: [person(testUuid(1), KEY, { history: [order('1', KEY)] })], desk: { state: 'syncing', percent: 40 } })
    expect(inRing).toContain('号码唯一匹配')
    expect(inRing).toContain('本机资料还在收（40%）')
  })
})
