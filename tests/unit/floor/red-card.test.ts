import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FloorBody, FloorSignal } from '../../../shared/floor/floor-signal'
import { maskedRedCard } from '../../../shared/floor/masked-red-card'
import { actsOn, emergencyRung, isCalling, nextRedCards, withoutCard, type RedCards } from '../../../shared/floor/red-card'
import { morning, testUuid } from '../../support/drafts'
import { agentAtSeat, floorSignal, leadZhou, otherAgent } from '../../support/floor-signals'

const zhao = { personId: testUuid(8003), name: '赵文博', seat: '8003' }
const facts = { place: '渝中区 示例楼', number: '154 0000 0012', who: '', redKind: null } as const
const [one, two] = [testUuid(1), testUuid(2)]
const pressed = (redId: string): FloorBody => ({ kind: 'red-pressed', redId, queueCallId: null, drill: false, pressedAt: morning, ...facts })
const dropped = (redId: string): FloorBody => ({ kind: 'red-dropped', redId, queueCallId: null, drill: false, droppedAt: morning, ...facts })
const words = (redId: string, text: string, spread: object = {}): FloorBody => ({ kind: 'red-words', redId, text, place: '', number: '', who: '', redKind: null, ...spread })

let position = 0
const from = (person: FloorSignal['from'], body: FloorBody): FloorSignal => floorSignal((position += 1), { from: person, to: { kind: 'leads' }, body })
const heard = (signals: readonly FloorSignal[]) => signals.reduce<RedCards>((cards, signal, index) => nextRedCards(cards, signal, morning + index), [])

describe('calls for help on a lead’s console', () => {
  it('are stacked, the oldest first, and none takes the place of another', () => {
    const cards = heard([from(agentAtSeat, pressed(one)), from(otherAgent, pressed(two)), from(agentAtSeat, words(one, '在楼顶'))])
    expect(cards.map(({ redId, from: { name }, text }) => [redId, name, text])).toEqual([[one, '李敏', '在楼顶'], [two, '王芳', '']])
  })

  it('belong to the first who accepts, in the desk’s order, whoever else has pressed at the same time', () => {
    const cards = heard([from(agentAtSeat, pressed(one)), from(leadZhou, { kind: 'red-accepted', redId: one }), from(zhao, { kind: 'red-accepted', redId: one })])
    expect(cards).toMatchObject([{ kind: 'accepted', by: { name: '周明兰' }, acceptedAt: morning + 1 }])
  })

  it('say that they were taken back, and are answered by nobody afterwards', () => {
    const cards = heard([from(agentAtSeat, pressed(one)), from(agentAtSeat, { kind: 'red-undone', redId: one }), from(leadZhou, { kind: 'red-accepted', redId: one })])
    expect(cards).toMatchObject([{ kind: 'over', how: 'undone', by: null }])
  })

  it('keep a place and a number that were known when words come without them', () => {
    const cards = heard([from(agentAtSeat, pressed(one)), from(agentAtSeat, words(one, 'x', { redKind: 'RED_PERSON' })), from(agentAtSeat, words(one, 'xy', { place: '楼顶' }))])
    expect(cards).toMatchObject([{ place: '楼顶', number: facts.number, redKind: 'RED_PERSON', text: 'xy' }])
  })

  it('of a call that drops ring anew only where nobody had pressed, and never twice', () => {
    const accepted = [from(agentAtSeat, pressed(one)), from(leadZhou, { kind: 'red-accepted', redId: one })]
    expect(heard([...accepted, from(agentAtSeat, dropped(one))])).toMatchObject([{ kind: 'accepted', droppedAt: morning + 2 }])
    expect(heard([from(agentAtSeat, dropped(two)), from(agentAtSeat, dropped(two))])).toMatchObject([{ kind: 'calling', droppedAt: morning, number: facts.number }])
  })

  it('hold whom leads have rung, each once', () => {
    const rung = (who: FloorSignal['from']) => from(who, { kind: 'red-rung', redId: one, name: '王主任' })
    expect(heard([from(agentAtSeat, pressed(one)), rung(leadZhou), rung(zhao)])[0]?.rung).toEqual([{ name: '王主任', by: '周明兰', byId: leadZhou.personId, at: morning + 1 }])
  })

  it('are acted on by whoever has accepted first and by everybody who rings 110 or 120, and by nobody else', () => {
    const ringing = (who: FloorSignal['from']) => from(who, { kind: 'red-rung', redId: one, name: emergencyRung })
    const acting = (signals: readonly FloorSignal[]) => heard(signals).map((card) => [leadZhou, zhao, otherAgent].filter(({ personId }) => actsOn(card, personId)).map(({ name }) => name))
    const begun = from(agentAtSeat, pressed(one))
    const accepted = [from(leadZhou, { kind: 'red-accepted', redId: one }), from(zhao, { kind: 'red-accepted', redId: one })] as const
    expect(acting([begun])).toEqual([[]])
    expect(acting([begun, from(zhao, { kind: 'red-rung', redId: one, name: '王主任' })])).toEqual([[]])
    expect(acting([begun, ...accepted])).toEqual([['周明兰']])
    expect(acting([begun, ...accepted, ringing(zhao)])).toEqual([['周明兰', '赵文博']])
    expect(acting([begun, ringing(zhao), ringing(leadZhou), ringing(zhao)])).toEqual([['周明兰', '赵文博']])
    expect(heard([begun, ringing(zhao), ringing(leadZhou), ringing(zhao)])[0]?.rung.map(({ by }) => by)).toEqual(['赵文博', '周明兰'])
  })

  it('read by whoever does not act say where it is and what is said, and neither number nor name', () => {
    const [card] = heard([from(agentAtSeat, pressed(one)), from(agentAtSeat, words(one, '秦木根在楼顶，妻子13912345678', { ...facts, who: '秦木根' }))])
    expect(maskedRedCard(card!, '023')).toMatchObject({ place: facts.place, number: '154****0012', who: '秦**', text: '秦**在楼顶，妻子139****5678' })
  })

  it.each([['023-9000-0012 转 801', '023-****0012'], ['+852 2345 6789', '+852 ****6789'], ['someone', '****'], ['110', '110'], ['', '']])('masks %j as %j', (number, masked) => {
    const [card] = heard([from(agentAtSeat, { ...pressed(one), number } as FloorBody)])
    expect(maskedRedCard(card!, '023').number).toBe(masked)
  })

  it('in any order of signals: one card each, one acceptance at most, what is over stays over, and what calls is not put away', () => {
    const body = fc.constantFrom(one, two).chain((redId) => fc.constantFrom<FloorBody>(
      pressed(redId), dropped(redId), words(redId, 'a'), { kind: 'red-accepted', redId }, { kind: 'red-undone', redId }, { kind: 'red-closed', redId }, { kind: 'red-rung', redId, name: '王主任' },
      { kind: 'message', text: 'x' }, { kind: 'hand-raised', handId: redId, for: 'policy', queueCallId: null, number: '', callSince: null },
    ))
    const signal = fc.tuple(fc.constantFrom(agentAtSeat, otherAgent, leadZhou, zhao), body).map(([person, said]) => from(person, said))
    fc.assert(fc.property(fc.array(signal, { maxLength: 40 }), (signals) => void signals.reduce<RedCards>((before, each, index) => {
      const after = nextRedCards(before, each, morning + index)
      expect(new Set(after.map(({ redId }) => redId)).size).toBe(after.length)
      for (const [place, card] of before.entries()) {
        const now = after[place]
        expect(now?.redId).toBe(card.redId)
        if (card.kind === 'over') expect(now?.kind).toBe('over')
        if (card.kind === 'accepted' && now?.kind === 'accepted') expect(now.by).toBe(card.by)
        if (card.kind !== 'calling') expect(now?.kind).not.toBe('calling')
      }
      for (const card of after) expect(withoutCard(after, card.redId).includes(card)).toBe(isCalling(card))
      return after
    }, [])))
  })
})
