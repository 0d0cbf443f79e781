// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { longestOfParticipant, longestText, type TextKey } from '../../../shared/tickets/fields/field-lengths'
import { openForm, type SeatOfForm } from './seat-of-form'

let form: SeatOfForm | null = null

afterEach(async () => {
  await form?.close()
  form = null
})

/** The form with everything in it that any category brings. */
async function openAll(): Promise<SeatOfForm> {
  const filled = { project_name: '一', contractor_main: '一', contractor_sub: '一', team_leader: '一', platform_name: '一', hospital: '一' }
  form = await openForm({ values: { request_type: 'TS', category: 'WAGE-02', ...filled, workers_count: 2, participants: [{ name: '秦木根', phone: '', amount_fen: null }] } })
  const { root, run } = form
  await run(() => [...root.querySelectorAll<HTMLButtonElement>('button[aria-expanded=false]')].find((button) => button.textContent?.includes('更多栏目'))?.click())
  await run(() => root.querySelector<HTMLButtonElement>('[data-slot=workers_count] button')?.click())
  return form
}

const slotOf = (key: TextKey) => (key === 'work_address' ? 'work_place' : key)
/** Chosen from a list, never typed; a street is typed where the address is, and taken for one only where it fits. */
const chosen: ReadonlySet<string> = new Set<TextKey>(['gender', 'age_band', 'worker_type', 'union_member', 'language', 'employer_kind', 'has_union', 'request_type', 'category', 'work_district', 'work_street', 'complained', 'at_work_now'])

describe('the inputs of the form', () => {
  it('let in as much as the draft holds, each of them', async () => {
    const seat = await openAll()
    const lengths = Object.keys(longestText).filter((key) => !chosen.has(key)).map((key) => [key, seat.input(slotOf(key as TextKey)).maxLength])
    expect(Object.fromEntries(lengths)).toEqual(Object.fromEntries(Object.entries(longestText).filter(([key]) => !chosen.has(key))))
    const row = [...seat.root.querySelectorAll<HTMLInputElement>('[data-testid=participants] td input')]
    expect(row.slice(0, 2).map((input) => input.maxLength)).toEqual([longestOfParticipant.name, longestOfParticipant.phone])
  })

  it('leave none without a limit', async () => {
    const seat = await openAll()
    const inputs = [...seat.root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input:not([type=checkbox], [type=radio]), textarea')]
    expect(inputs.length).toBeGreaterThan(25)
    expect(inputs.filter(({ maxLength }) => !(maxLength > 0)).map((input) => input.id)).toEqual([])
  })

  it('take words for a street only where the draft holds its name', async () => {
    const place = { request_type: 'TS', category: 'WAGE-02', work_district: '500103' }
    form = await openForm({ values: place })
    const name = `${'长'.repeat(longestText.work_street)}街道`
    await form.type(name, 'work_place')
    await form.run(() => form?.handle.current?.flush())
    expect(document.querySelector('[role=option]')).toBeNull()
    expect(form.draft().values).toMatchObject({ ...place, work_address: name })
    expect(form.draft().values.work_street).toBeUndefined()
  })
})
