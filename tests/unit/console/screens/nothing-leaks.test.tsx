// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { practiceNames, sipIdentityOf, type PracticeCaller } from '../../../../shared/callers/practice-callers'
import type { Call } from '../../../../shared/calls/call'
import { ringing } from '../../../support/fake-line'
import { callers, now, people } from '../../callers/practice-now'
import { openColumns, type Columns } from './columns.fixture'

let columns: Columns | null = null
afterEach(async () => {
  await columns?.close()
  columns = null
})

/** Every run of three Chinese characters of a text: a sentence that holds none of them says nothing of it. */
function fragmentsOf(text: string): readonly string[] {
  const chars = Array.from(text)
  return chars.map((_, n) => chars.slice(n, n + 3).join('')).filter((run) => /^\p{Script=Han}{3}$/u.test(run))
}

function secretsOf(caller: PracticeCaller) {
  const names = [...practiceNames(caller), ...(caller.participants ?? [])]
  const records = caller.history.flatMap((item) => [item.employer, item.summary, item.order_no]).concat(caller.employer ?? '').filter((text) => text !== '')
  const matters = [caller.story, ...records, ...caller.history.flatMap((item) => [item.district, item.category, item.type])].filter((text) => text !== '')
  return { names, records, matters }
}

function callOf(caller: PracticeCaller): Call {
  const { from, assertedIdentity = null } = sipIdentityOf(caller)
  return { ...ringing('0', now), remote: { from, displayName: null, assertedIdentity, privacy: null } }
}

const saidIn = (part: Parameters<Columns['part']>[0]) => [...(columns?.part(part)?.querySelectorAll('[data-say]') ?? [])].map((each) => each.textContent ?? '')
const held = (text: string, forbidden: readonly string[]) => forbidden.filter((each) => text.includes(each))

describe('before the agent has picked a person', () => {
  it.each(callers.map((caller) => [caller.id, caller] as const))('%s: nothing that the columns suggest saying tells a name, an earlier call or a matter', async (_id, caller) => {
    const { names, records, matters } = secretsOf(caller)
    const forbidden = [...names, ...matters, ...[...names, ...matters].flatMap(fragmentsOf)]
    columns = await openColumns({ people })
    await columns.ring(callOf(caller))
    expect(saidIn('ring-stage')).toEqual(['您好，重庆工会12351职工服务热线，8017号为您服务，请讲。'])
    expect(held(saidIn('ring-stage').join(), forbidden)).toEqual([])

    await columns.answer()
    expect(saidIn('reference')).toEqual([...saidIn('reference').slice(0, 1), '请问怎么称呼您？'])
    expect(held(saidIn('reference').join(), forbidden)).toEqual([])
    expect(held(columns.text('reference'), [...names, ...records])).toEqual([])

    await columns.change((draft) => ({ ...draft, values: { ...draft.values, category: 'WAGE-02', request_type: 'TS' } }))
    expect(saidIn('reference')).toEqual(['请问怎么称呼您？'])
    expect(held(columns.text('reference'), [...names, ...records])).toEqual([])
  })
})

describe('once somebody is picked', () => {
  const caller = callers.find(({ id }) => id === 'C12')
  if (caller === undefined) throw new Error('no practice caller C12')
  const reach = async () => {
    columns = await openColumns({ people })
    await columns.ring(callOf(caller))
    await columns.answer()
    return columns
  }
  const tellMatter = () => columns?.change((draft) => ({ ...draft, values: { ...draft.values, category: 'AID-01' } }))

  it('the record is spoken of only after the matter was told too', async () => {
    const seat = await reach()
    await seat.press('pick-1')
    expect(saidIn('reference')).toEqual(['您好，重庆工会12351职工服务热线，8017号为您服务，请讲。'])
    await tellMatter()
    expect(saidIn('reference')).toEqual(['好的，您之前反映的情况我看到了，我们接着说。'])
  })

  it('nobody is asked for a name who told it, or who stays anonymous; and no record is spoken of', async () => {
    const seat = await reach()
    await tellMatter()
    expect(saidIn('reference')).toEqual(['请问怎么称呼您？'])
    await seat.press('pick-anonymous')
    expect(saidIn('reference')).toEqual([])
    await seat.press('pick-none')
    expect(saidIn('reference')).toEqual(['请问怎么称呼您？'])
    await seat.change((draft) => ({ ...draft, values: { ...draft.values, caller_name: '秦木根' } }))
    expect(saidIn('reference')).toEqual([])
  })

  it('nothing is left to say when the call is over', async () => {
    const seat = await reach()
    await seat.change((draft) => ({ ...draft, call: { ...draft.call, endedAt: now } }))
    expect(saidIn('reference')).toEqual([])
  })
})
