import { describe, expect, it } from 'vitest'
import { createPickByPlace } from '../../../../renderer/console/app/pick-by-place'
import type { KnownPerson, PersonId } from '../../../../shared/callers/person'
import type { HistoryKey } from '../../../../shared/callers/phone-number'
import { draftOf, testUuid } from '../../../support/drafts'
import { ringing } from '../../../support/fake-line'
import { createActingSeat } from './acting-seat.fixture'

const person = (number: number, name: string): KnownPerson => ({ id: testUuid(number) as PersonId, name, numbers: [{ key: '8615400000012' as HistoryKey }], notes: {}, history: [] })

function setUp(...args: Parameters<typeof createActingSeat>) {
  const acting = createActingSeat(...args)
  return { ...acting, pick: createPickByPlace({ seat: acting.seat, keeper: acting.keeper, drafts: acting.actions, cache: { lookup: acting.people } }) }
}

describe('picking by the place in the list', () => {
  it('means the call that rings before the draft in hand', async () => {
    const inHand = draftOf(1)
    const { time, line, seat, keeper, pick } = setUp([inHand], { people: [person(1, '覃国富')] })
    seat.showDraft(inHand.id)
    line.show([ringing('15400000012', time.now())])
    await time.advance(0)
    await pick(0)
    expect(keeper.all().map(({ draft }) => draft.caller.kind)).toEqual(['undecided', 'known'])
  })

  it('means the draft in hand when nothing rings', async () => {
    const inHand = draftOf(1)
    const { seat, draft, pick } = setUp([inHand], { people: [person(1, '覃国富')] })
    seat.showDraft(inHand.id)
    await pick(0)
    expect(draft(inHand.id)?.caller).toEqual({ kind: 'known', personId: testUuid(1) })
  })

  it('picks nobody from a place where nobody stands', async () => {
    const withheld = draftOf(1, { call: { ...draftOf(1).call, historyKey: null, numberDisplay: '' } })
    for (const inHand of [withheld, draftOf(1)]) {
      const { seat, draft, pick } = setUp([inHand])
      seat.showDraft(inHand.id)
      await pick(0)
      expect(draft(inHand.id)?.caller.kind).toBe('undecided')
    }
  })

  it('makes a new person of the caller who is none of them', async () => {
    const inHand = draftOf(1)
    const { seat, draft, pick } = setUp([inHand], { people: [person(1, '覃国富')] })
    seat.showDraft(inHand.id)
    await pick('new-person')
    expect(draft(inHand.id)?.caller.kind).toBe('new')
  })
})
