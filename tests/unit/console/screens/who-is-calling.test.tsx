// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { KnownPerson } from '../../../../shared/callers/person'
import { ringing } from '../../../support/fake-line'
import { morning, testUuid } from '../../../support/drafts'
import { order, person } from '../../callers/practice-now'
import { openColumns, type Columns } from './columns.fixture'

const KEY = '8615400000012'
const number = '15400000012'
const known = (count: number): readonly KnownPerson[] =>
  Array.from({ length: count }, (_, index) => person(testUuid(index + 1), KEY, { name: `工友${index + 1}`, history: [order(testUuid(900 + index), KEY, { category: 'WAGE-02' })] }))

let columns: Columns | null = null
const open = async (...options: Parameters<typeof openColumns>) => (columns = await openColumns(...options))
const choice = (part: 'ring-stage' | 'caller-column', id: string) => columns?.part(part)?.querySelector(`[data-choice="${id}"]`)
const isPicked = (element: Element | null | undefined) => element?.getAttribute('aria-pressed') === 'true'

afterEach(async () => {
  await columns?.close()
  columns = null
})

const others = [
  ['new-person', 'pick-none', 'new'],
  ['someone-else-here', 'pick-someone-else', 'someone-else'],
  ['anonymous', 'pick-anonymous', 'anonymous'],
] as const

describe.each(['ring-stage', 'caller-column'] as const)('whoever is none of the people listed (%s)', (part) => {
  const reach = async (people: readonly KnownPerson[]) => {
    const seat = await open({ people })
    await seat.ring(ringing(number, morning))
    if (part === 'caller-column') await seat.answer()
    return seat
  }

  it.each(others)('is %s, by mouse or by key, and the choice is seen', async (id, command, kind) => {
    const seat = await reach(known(3))
    expect(isPicked(choice(part, id))).toBe(false)
    await seat.click(choice(part, id))
    expect(seat.draft().caller.kind).toBe(kind)
    expect(isPicked(choice(part, id))).toBe(true)
    await seat.click(choice(part, id))
    expect(seat.draft().caller.kind).toBe('undecided')
    await seat.press(command)
    expect(seat.draft().caller.kind).toBe(kind)
  })

  it.each(['15400000012', '12345', 'anonymous'])('may be any of them when nobody is known (%s)', async (from) => {
    const seat = await open()
    await seat.ring(ringing(from, morning))
    if (part === 'caller-column') await seat.answer()
    for (const [id] of others) expect(choice(part, id), id).not.toBeNull()
  })

  it('is no longer anonymous when somebody is picked after all', async () => {
    const seat = await reach(known(2))
    await seat.press('pick-anonymous')
    expect(seat.draft().values.anonymous).toBe(true)
    await seat.press('pick-1')
    expect(seat.draft()).toMatchObject({ caller: { kind: 'known', personId: testUuid(1) }, values: { caller_name: '工友1' } })
    expect(seat.draft().values.anonymous).toBeUndefined()
  })

  it('unfolds a list too long to stand in sight, and says how many more there are', async () => {
    const seat = await reach(known(12))
    const shown = () => columns?.part(part)?.querySelectorAll('[data-candidate]').length
    expect(shown()).toBe(9)
    const more = [...(columns?.part(part)?.querySelectorAll('button') ?? [])].find((button) => button.textContent === '另有 3 位，全部列出')
    await seat.click(more)
    expect(shown()).toBe(12)
  })
})

describe('a person who is picked', () => {
  it('can be picked again by mouse and by key, and takes name and order along', async () => {
    const seat = await open({ people: known(2) })
    await seat.ring(ringing(number, morning))
    await seat.answer()
    for (const again of [() => seat.click(columns?.part('caller-column')?.querySelector('button[data-again]')), () => seat.press('pick-again')]) {
      await seat.press('pick-1')
      expect(seat.text('caller-column')).toContain('已选定')
      expect(seat.text('caller-column')).not.toContain('工友2')
      await again()
      expect(seat.draft().caller).toEqual({ kind: 'undecided' })
      expect(seat.draft().values.caller_name).toBeUndefined()
      expect(seat.text('caller-column')).toContain('工友2')
    }
  })

  it('is not changed by the place of somebody who is out of sight', async () => {
    const seat = await open({ people: known(2) })
    await seat.ring(ringing(number, morning))
    await seat.answer()
    await seat.press('pick-1')
    await seat.press('pick-2')
    expect(seat.draft().caller).toEqual({ kind: 'known', personId: testUuid(1) })
  })
})

describe('the reasons', () => {
  it('are the same in the ring and beside the form, the same category among them', async () => {
    const seat = await open({ people: known(2) })
    await seat.ring(ringing(number, morning))
    await seat.change((draft) => ({ ...draft, values: { ...draft.values, category: 'WAGE-02' } }))
    const reasonsIn = (part: 'ring-stage' | 'caller-column') =>
      [...(columns?.part(part)?.querySelectorAll('[data-candidate]') ?? [])].map((line) => line.textContent?.match(/同一类诉求.*$/)?.[0])
    const inRing = reasonsIn('ring-stage')
    expect(inRing).toEqual(['同一类诉求 · 2 次里有 1 次是本人', '同一类诉求 · 2 次里有 1 次是本人'])
    await seat.answer()
    expect(reasonsIn('caller-column')).toEqual(inRing)
  })
})
