// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { Draft } from '../../../shared/tickets/draft'
import { mostParticipants } from '../../../shared/tickets/fields/field-lengths'
import { longestUnread, type ReadSlot } from '../../../shared/tickets/fields/unread-words'
import { openForm, type SeatOfForm } from './seat-of-form'

let form: SeatOfForm | null = null
const pay = { values: { request_type: 'TS', category: 'WAGE-02' } }

afterEach(async () => {
  await form?.close()
  form = null
})

async function open(start: Partial<Draft>): Promise<SeatOfForm> {
  form = await openForm(start)
  const { root, run } = form
  await run(() => [...root.querySelectorAll<HTMLButtonElement>('button[aria-expanded=false]')].find((button) => button.textContent?.includes('更多栏目'))?.click())
  return form
}

/** The page is loaded again on the draft as it is. */
async function reload(seat: SeatOfForm): Promise<SeatOfForm> {
  const draft = seat.draft()
  await seat.close()
  form = null
  return open(draft)
}

const inputOf = (seat: SeatOfForm, slot: ReadSlot) => {
  const found = slot === 'promise_due' ? seat.root.querySelector<HTMLInputElement>('[aria-label=承诺期限]') : seat.input(slot)
  if (found === null) throw new Error(`no field ${slot}`)
  return found
}
const missing = (seat: SeatOfForm) => seat.root.querySelector('[data-testid=missing]')?.textContent
const slots = (Object.keys(longestUnread) as ReadSlot[]).filter((slot) => slot !== 'participants')

describe('words that cannot be read', () => {
  it.each(slots)('stand in the draft as they are typed, over a reload, and are asked about: %s', async (slot) => {
    // The field is there, because words stand in it.
    const seat = await open({ ...pay, unread: { [slot]: '?' } })
    await seat.run(() => inputOf(seat, slot).focus())
    await seat.type('大概好几千万吧')
    expect(seat.draft().unread).toEqual({ [slot]: '大概好几千万吧' })
    const again = await reload(seat)
    expect(inputOf(again, slot).value).toBe('大概好几千万吧')
    expect(inputOf(again, slot).closest('[data-slot]')?.querySelector('p')?.textContent).toMatch(/看不懂|写 \d/)
    expect(missing(again)).toContain('没读懂')
  })

  it('take the place of the value that stood there, and give it up to the next one', async () => {
    const seat = await open({ values: { ...pay.values, amount_owed_fen: 40_000_000, amount_scope: 'total' } })
    await seat.type('十几万', 'amount_owed_fen')
    expect(seat.draft().values.amount_owed_fen).toBeUndefined()
    expect(seat.draft().unread).toEqual({ amount_owed_fen: '十几万' })
    await seat.type('15万', 'amount_owed_fen')
    expect(seat.draft().values.amount_owed_fen).toBe(15_000_000)
    expect(seat.draft().unread).toEqual({})
    await seat.type('十几万', 'amount_owed_fen')
    await seat.type('', 'amount_owed_fen')
    expect([seat.draft().values.amount_owed_fen, seat.draft().unread]).toEqual([undefined, {}])
  })

  it('are named instead of the values that they hide', async () => {
    const seat = await open({ ...pay, unread: { owed_period: '从大概九月' } })
    expect(missing(seat)).toContain('欠薪期没读懂')
    expect(missing(seat)).not.toMatch(/欠薪起|欠薪止/)
  })

  it('are not complained of while they are being typed', async () => {
    const seat = await open(pay)
    await seat.type('十几万', 'amount_owed_fen')
    expect(seat.root.textContent).not.toContain('看不懂金额')
    await seat.run(() => seat.input('description').focus())
    expect(seat.root.textContent).toContain('看不懂金额')
  })

  it('stay in sight when another category does not ask for them', async () => {
    const seat = await open({ ...pay, unread: { owed_period: '从大概九月' } })
    await seat.type('gwjt', 'category')
    await seat.key('Enter')
    expect(seat.draft().values.category).toBe('WAGE-09')
    expect(inputOf(seat, 'owed_period').value).toBe('从大概九月')
  })
})

describe('a field that is read', () => {
  it('holds words back while an input method composes, and hands them over with its last key', async () => {
    const seat = await open(pay)
    await seat.run(() => {
      seat.input('amount_owed_fen').focus()
      seat.input('amount_owed_fen').dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
    })
    await seat.type('shi')
    await seat.type("shi'ji'wan")
    expect([seat.held.splice(0), seat.draft().unread]).toEqual([[true], {}])
    await seat.run(() => seat.input('amount_owed_fen').dispatchEvent(new CompositionEvent('compositionend', { bubbles: true })))
    expect([seat.held.splice(0), seat.draft().unread]).toEqual([[false], { amount_owed_fen: "shi'ji'wan" }])
  })

  it.each(['a flush', 'the next field', 'going away'] as const)('loses nothing of a half-composed word to %s', async (way) => {
    const seat = await open(pay)
    await seat.run(() => {
      seat.input('owed_period').focus()
      seat.input('owed_period').dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
    })
    await seat.type('大概jiu')
    let last = seat.draft()
    if (way === 'a flush') await seat.run(() => seat.handle.current?.flush())
    else if (way === 'the next field') await seat.run(() => seat.input('description').focus())
    else {
      seat.onLastWords((draft) => {
        last = draft
      })
      await seat.close()
      form = null
    }
    expect((way === 'going away' ? last : seat.draft()).unread).toEqual({ owed_period: '大概jiu' })
    expect(seat.held.at(-1)).toBe(false)
  })
})

describe('names of a group case', () => {
  const group = { values: { ...pay.values, workers_count: 10 } }
  const openNames = async (start: Partial<Draft> = group) => {
    const seat = await open(start)
    if (seat.root.querySelector('[data-testid=participants]') === null) await seat.run(() => seat.root.querySelector<HTMLButtonElement>('[data-slot=workers_count] button')?.click())
    await seat.run(() => field(seat).focus())
    return seat
  }
  const field = (seat: SeatOfForm) => {
    const found = seat.root.querySelector<HTMLInputElement>('[aria-label^=加姓名]')
    if (found === null) throw new Error('no field for names')
    return found
  }
  const names = (draft: Draft) => draft.values.participants?.map(({ name }) => name)

  it('are in the table when a key submits', async () => {
    const seat = await openNames()
    await seat.type('秦木根、段满仓')
    expect(seat.held).toEqual([true])
    await seat.run(() => seat.handle.current?.flush())
    expect(names(seat.draft())).toEqual(['秦木根', '段满仓'])
    expect([seat.draft().unread, field(seat).value, seat.held.at(-1)]).toEqual([{}, '', false])
  })

  it('are words of the draft before they are in the table, over a reload', async () => {
    const seat = await openNames()
    await seat.type('秦木根、段满')
    await seat.pause()
    expect(seat.draft().unread).toEqual({ participants: '秦木根、段满' })
    const again = await reload(seat)
    expect(field(again).value).toBe('秦木根、段满')
    await again.run(() => again.handle.current?.flush())
    expect(names(again.draft())).toEqual(['秦木根', '段满'])
  })

  it('are added once, however often they are asked for', async () => {
    const seat = await openNames()
    await seat.type('秦木根')
    await seat.run(() => {
      seat.handle.current?.flush()
      seat.handle.current?.flush()
    })
    await seat.key('Enter')
    await seat.run(() => seat.input('description').focus())
    expect(names(seat.draft())).toEqual(['秦木根'])
  })

  it('beyond the last row stay where they were typed, with words that say so', async () => {
    const rows = Array.from({ length: mostParticipants - 1 }, (_, at) => ({ name: `工友${at}`, phone: '', amount_fen: null }))
    const seat = await openNames({ values: { ...group.values, participants: rows } })
    await seat.type('秦木根、段满仓 毛世清')
    await seat.key('Enter')
    expect(names(seat.draft())?.slice(-2)).toEqual([`工友${mostParticipants - 2}`, '秦木根'])
    expect([field(seat).value, seat.draft().unread]).toEqual(['段满仓、毛世清', { participants: '段满仓、毛世清' }])
    expect(seat.root.textContent).toContain(`已满 ${mostParticipants} 人`)
    expect(missing(seat)).toContain('同诉求人员没读懂')
  })

  it('too long for one are not cut', async () => {
    const seat = await openNames()
    const run = '秦木根段满仓毛世清'.repeat(5)
    await seat.type(`李四 ${run}`)
    await seat.key('Enter')
    expect([names(seat.draft()), field(seat).value]).toEqual([['李四'], run])
    expect(seat.root.textContent).toContain('姓名最多 40 个字')
  })

  it('keep a sum that cannot be read in their row, and say so', async () => {
    const seat = await openNames({ values: { ...group.values, participants: [{ name: '秦木根', phone: '', amount_fen: 100 }] } })
    const sum = () => seat.root.querySelector<HTMLInputElement>('[aria-label="金额 1"]')
    await seat.run(() => sum()?.focus())
    await seat.type('两三万')
    expect(seat.draft().values.participants).toEqual([{ name: '秦木根', phone: '', amount_fen: null, amount_said: '两三万' }])
    await seat.run(() => seat.input('description').focus())
    expect(sum()?.value).toBe('两三万')
    expect(seat.root.querySelector('[data-testid=participants]')?.textContent).toContain('第 1 行 秦木根：看不懂金额')
    expect(missing(seat)).toContain('同诉求人员没读懂')
    await seat.run(() => sum()?.focus())
    await seat.type('2万')
    expect(seat.draft().values.participants).toEqual([{ name: '秦木根', phone: '', amount_fen: 2_000_000 }])
  })
})
