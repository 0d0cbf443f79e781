import { beforeEach, describe, expect, it } from 'vitest'
import { createFloorKeys } from '../../../../renderer/console/app/floor-keys'
import { agentAtSeat, leadZhou, otherAgent } from '../../../support/floor-signals'
import { testUuid } from '../../../support/drafts'
import type { FloorBody } from '../../../../shared/floor/floor-signal'
import { ended, live, ringing } from '../../../support/fake-line'
import type { WayIn } from '../../../../shared/calls/supervision'
import { createFloorDesk, createFloorSeat } from './floor-of-two.fixture'

const zhao = { personId: testUuid(8003), name: '赵文博', seat: '8003' }
let desk: ReturnType<typeof createFloorDesk>
let agent: ReturnType<typeof createFloorSeat>
let lead: ReturnType<typeof createFloorSeat>
let other: ReturnType<typeof createFloorSeat>

const everybody = () => [agent, lead, other]
async function settle(): Promise<void> {
  for (const seat of everybody()) await seat.settle()
}
const cards = (seat = lead) => seat.floor.lead.store.getState().reds
const hands = (seat = lead) => seat.floor.lead.store.getState().hands
const keys = (seat: ReturnType<typeof createFloorSeat>, ownId: string) => createFloorKeys({ floor: seat.floor, view: seat.view, ownId, maySend: () => true })
const helpOf = (seat: ReturnType<typeof createFloorSeat>) => seat.red.store.getState().help

beforeEach(async () => {
  desk = createFloorDesk()
  agent = createFloorSeat(desk, agentAtSeat, false)
  lead = createFloorSeat(desk, leadZhou, true)
  other = createFloorSeat(desk, zhao, true)
  await settle()
})

/** Whether the ring that brings that call is answered there without another key. */
const heard = (seat: typeof lead, how: WayIn, extension: string) =>
  seat.floor.lead.isAskedFor({ offer: { queue: null, queueCallId: null, waitedSeconds: null, ringSeconds: null, answerAfterSeconds: null, supervises: { how, extension } } })

describe('what the wall hears of a seat', () => {
  it('says how bad its call is as soon as the agent has confirmed it', async () => {
    const severities = () => desk.reports.filter(({ seat }) => seat === '8017').map(({ severity }) => severity)
    agent.takeCall()
    await settle()
    agent.confirm('ORANGE')
    agent.confirm('RED')
    agent.write('在楼顶')
    expect(severities().slice(-2)).toEqual(['ORANGE', 'RED'])
  })

  it('puts the end of a rest on the order by the name of the lead who ended it, and nothing where nobody rested', async () => {
    const end = () => desk.client(leadZhou, true, { onLink: () => undefined, onSignal: () => undefined }).send({ id: crypto.randomUUID(), to: { kind: 'person', personId: agentAtSeat.personId }, body: { kind: 'rest-ended' } })
    await end()
    await settle()
    expect(agent.steps).toEqual([])
    await agent.restNow()
    expect(agent.acting.seat.store.getState().agent.kind).toBe('red-rest')
    await end()
    await settle()
    expect(agent.steps).toMatchObject([{ code: 'rest-ended', note: '周明兰' }])
    expect(agent.acting.seat.store.getState().agent.kind).toBe('ready')
  })
})

describe('a call for help between two consoles', () => {
  it('rings at every lead with the number in full, and the words follow as they are typed', async () => {
    agent.red.press()
    agent.write('在楼顶')
    await settle()
    agent.write('在楼顶，一个人')
    await settle()
    expect(cards()).toMatchObject([{ kind: 'calling', from: { name: '李敏', seat: '8017' }, number: '154 0000 0012', place: '渝中区 示例楼', redKind: 'RED_PERSON', text: '在楼顶，一个人' }])
    expect(cards(other)).toHaveLength(1)
    expect(cards(agent)).toEqual([])
  })

  it('is accepted by one key; the agent is told by name, the duty list is not rung, and the lead listens muted', async () => {
    agent.red.press()
    await settle()
    const { 'accept-red': accept, 'join-red': join } = keys(lead, leadZhou.personId)
    expect([accept.enabled(), join.enabled()]).toEqual([true, false])
    accept.perform()
    await settle()
    expect(helpOf(agent)).toMatchObject({ lead: { by: '周明兰' }, talking: [] })
    expect(lead.commands).toEqual([{ kind: 'listen', extension: '1017', lead: '1001' }])
    expect([heard(lead, 'listen', '1017'), heard(lead, 'barge', '1017'), heard(lead, 'listen', '1018'), heard(other, 'listen', '1017')]).toEqual([true, false, false, false])
    expect([accept.enabled(), join.enabled()]).toEqual([false, true])
    join.perform()
    await settle()
    expect(lead.commands.at(-1)).toEqual({ kind: 'barge', extension: '1017', lead: '1001' })
    // Nobody is in the talk before the lead's telephone is answered.
    const call = lead.hears('barge', '1017')
    await settle()
    expect(helpOf(agent)).toMatchObject({ talking: [] })
    call.answer()
    await settle()
    expect(helpOf(agent)).toMatchObject({ talking: ['周明兰'] })
    expect(agent.view.getState().toast?.key).toBe('floor.listening.barge')
    call.end()
    await settle()
    expect(helpOf(agent)).toMatchObject({ talking: [] })
    expect(agent.view.getState().toast?.key).toBe('floor.listening.over')
    expect(agent.steps.map(({ code, note }) => [code, note])).toEqual([['red-pressed', null], ['lead-accepted', '周明兰'], ['lead-joined', '周明兰'], ['lead-left', '周明兰']])
  })

  it('goes on under the same name when the agent’s console is loaded anew, and whoever has accepted meanwhile is known', async () => {
    const memory = new Map<string, string>()
    createFloorSeat(desk, agentAtSeat, false, { memory }).red.press()
    await settle()
    const before = new Map(memory)
    const [{ redId } = { redId: '' }] = cards()
    lead.floor.lead.accept(redId)
    await settle()
    const after = createFloorSeat(desk, agentAtSeat, false, { memory: before, at: 2_000_000 })
    await settle()
    expect([after.told.current(), helpOf(after)]).toMatchObject([redId, { kind: 'asked', lead: { by: '周明兰' } }])
    after.red.undo()
    await settle()
    expect(cards()).toMatchObject([{ redId, kind: 'over', how: 'undone' }])
  })

  it('is the first one’s of two who accept at once, and the other is told who', async () => {
    agent.red.press()
    await settle()
    const redId = cards()[0]?.redId ?? ''
    const arrive = desk.holdUp(zhao.personId)
    lead.floor.lead.accept(redId)
    other.floor.lead.accept(redId)
    await settle()
    arrive()
    expect(cards(other)).toMatchObject([{ kind: 'accepted', by: { name: '周明兰' } }])
    expect(other.view.getState().toast?.key).toBe('lead.taken')
    expect(other.commands).toEqual([])
    expect(helpOf(agent)).toMatchObject({ lead: { by: '周明兰' } })
  })

  it('that is taken back says so on the card, which then goes by itself', async () => {
    agent.red.press()
    await settle()
    agent.red.undo()
    await settle()
    expect(cards()).toMatchObject([{ kind: 'over', how: 'undone' }])
    await lead.acting.time.advance(10_000)
    expect(cards()).toEqual([])
  })

  it('that was taken back long ago is never seen by a lead who comes now, and the one after it is', async () => {
    agent.red.press()
    await settle()
    agent.red.undo()
    await settle()
    agent.red.press()
    await settle()
    const late = createFloorSeat(desk, { ...zhao, personId: testUuid(8004), seat: '8004' }, true, { at: 1_060_000 })
    await late.settle()
    expect(late.shown).toEqual(['calling'])
    expect(cards(late)).toHaveLength(1)
  })

  it('that was accepted stays put away when the console is opened anew, and one that still calls does not', async () => {
    const [memory, person] = [new Map<string, string>(), { ...zhao, personId: testUuid(8004), seat: '8004' }]
    const before = createFloorSeat(desk, person, true, { memory })
    agent.red.press()
    await settle()
    const first = cards(before)[0]?.redId ?? ''
    before.floor.lead.putAway(first)
    expect(cards(before)).toHaveLength(1)
    expect(cards(createFloorSeat(desk, person, true, { memory }))).toMatchObject([{ kind: 'calling' }])
    before.floor.lead.accept(first)
    await settle()
    before.floor.lead.putAway(first)
    expect(cards(before)).toEqual([])
    expect(cards(createFloorSeat(desk, person, true, { memory }))).toEqual([])
    expect(cards(createFloorSeat(desk, person, true))).toMatchObject([{ kind: 'accepted' }])
    // That its call has dropped since is something new, here and behind a lock.
    agent.told.dropped(null as never)
    await settle()
    expect(cards(before)).toMatchObject([{ redId: first, kind: 'calling' }])
    before.floor.lead.accept(first)
    await settle()
    expect(cards(before)).toMatchObject([{ redId: first, kind: 'accepted' }])
    expect(cards(createFloorSeat(desk, person, true, { memory }))).toMatchObject([{ redId: first, droppedAt: expect.any(Number) }])
  })

  it('says that nobody can listen from here where the PBX cannot', async () => {
    const deaf = createFloorSeat(desk, { ...zhao, personId: testUuid(8004), seat: '8004' }, true, { canListen: false })
    await deaf.settle()
    agent.red.press()
    await settle()
    const redId = cards(deaf)[0]?.redId ?? ''
    deaf.floor.lead.accept(redId)
    await deaf.settle()
    expect(deaf.floor.lead.store.getState().ways[redId]).toEqual({ how: 'listen', state: 'by-hand' })
    expect(deaf.commands).toEqual([])
  })

  it('waits for a desk that is away and arrives when it is back', async () => {
    desk.setAway(true)
    agent.red.press()
    await settle()
    expect(cards()).toEqual([])
    desk.setAway(false)
    await agent.acting.time.advance(1_000)
    expect(cards()).toMatchObject([{ kind: 'calling' }])
  })

  it('of a call that drops brings its number to the leads, pressed or not', async () => {
    agent.told.dropped('a-call' as never)
    await settle()
    expect(cards()).toMatchObject([{ kind: 'calling', number: '154 0000 0012', droppedAt: expect.any(Number) }])
    lead.floor.lead.accept(cards()[0]?.redId ?? '')
    await settle()
    // There is no call to listen to.
    expect(lead.commands).toEqual([])
  })

  it('of a call that only a hint calls RED rings nowhere when the caller hangs up', async () => {
    agent.onlyHinted()
    agent.told.dropped('a-call' as never)
    await settle()
    expect(cards()).toEqual([])
  })

  it('has the desk tell the others by message, under the name that the leads know it by', async () => {
    const notify = (code: string) => agent.told.notifier.notify({ code, number: null })
    expect(await notify('DISTRICT_HEAD')).toEqual({ kind: 'by-hand' })
    agent.red.press()
    expect(await notify('DISTRICT_HEAD')).toEqual({ kind: 'handed-over', to: 'sms-gateway', at: 7 })
    expect(agent.byMessage).toEqual([{ redId: cards()[0]?.redId, code: 'DISTRICT_HEAD', place: { work_district: '500103' }, orderNumber: null }])
    expect(await notify('DUTY_LEAD')).toMatchObject({ kind: 'handed-over', to: 'leads' })
    expect(agent.byMessage).toHaveLength(1)
  })

  it('asks a desk that is away for no message: whoever has to hear of it is rung by hand, at once', async () => {
    desk.setAway(true)
    agent.red.press()
    expect(await agent.told.notifier.notify({ code: 'DISTRICT_HEAD', number: null })).toEqual({ kind: 'by-hand' })
    desk.setAway(false)
    await settle()
    expect(agent.byMessage).toEqual([])
  })

  it('tells the agent and the other leads whom a lead has rung by hand', async () => {
    agent.red.press()
    agent.red.press()
    await settle()
    lead.floor.lead.rung(cards()[0]?.redId ?? '', '王主任')
    await settle()
    expect(cards(other)[0]?.rung).toMatchObject([{ name: '王主任', by: '周明兰' }])
    expect(agent.steps.at(-1)).toMatchObject({ code: 'told-by-hand', note: '王主任' })
  })
})

describe('a lead who rings 110 or 120 for another seat', () => {
  const rung = () => desk.signals.filter(({ body }) => body.kind === 'red-rung').map(({ from, body }) => [from.name, body])

  it('stands on every lead’s card by name; the agent is told, and the order says so', async () => {
    agent.red.press()
    agent.red.press()
    await settle()
    const redId = cards()[0]?.redId ?? ''
    other.floor.lead.accept(redId)
    await settle()
    lead.floor.lead.ringEmergency(redId)
    await settle()
    expect(rung()).toEqual([['周明兰', { kind: 'red-rung', redId, name: '110/120' }]])
    expect([cards()[0], cards(other)[0]].map((card) => card?.rung.map(({ by }) => by))).toEqual([['周明兰'], ['周明兰']])
    expect(agent.view.getState().toast).toMatchObject({ key: 'floor.emergencyRung' })
    expect(agent.steps.at(-1)).toMatchObject({ code: 'told-by-hand', note: '110/120' })
  })

  it('waits for no desk to see who calls, and the desk hears of it once it is back', async () => {
    agent.red.press()
    await settle()
    const asked = cards()[0]?.redId ?? ''
    desk.setAway(true)
    lead.floor.lead.ringEmergency(asked)
    lead.floor.lead.ringEmergency(asked)
    expect([...lead.floor.lead.store.getState().ringing]).toEqual([asked])
    await lead.acting.time.advance(60_000)
    expect(rung()).toEqual([])
    desk.setAway(false)
    await lead.acting.time.advance(2_000)
    await lead.acting.time.advance(60_000)
    expect(rung()).toEqual([['周明兰', { kind: 'red-rung', redId: asked, name: '110/120' }]])
  })
})

describe('a lead who hears another seat’s call', () => {
  const listening = () => desk.signals.flatMap(({ to, body }) => (body.kind === 'listening' ? [[to, body.how, body.on]] : []))
  const toAgent = { kind: 'person', personId: agentAtSeat.personId }

  it('is told of from the answer to the end, and never while the telephone only rings', async () => {
    const unanswered = lead.hears('listen', '1017')
    unanswered.end()
    await settle()
    expect(listening()).toEqual([])
    const call = lead.hears('listen', '1017')
    call.answer()
    await settle()
    expect(listening()).toEqual([[toAgent, 'listen', true]])
    call.end()
    await settle()
    expect(listening()).toEqual([[toAgent, 'listen', true], [toAgent, 'listen', false]])
  })

  it('is told of once, also by a console that is opened anew meanwhile, and its end by the one that sees it', async () => {
    const memory = new Map<string, string>()
    const person = { ...zhao, personId: testUuid(8004), seat: '8004' }
    const before = createFloorSeat(desk, person, true, { memory })
    before.hears('whisper', '1017').answer()
    await before.settle()
    const after = createFloorSeat(desk, person, true, { memory })
    const [call] = before.acting.line.snapshot().calls
    after.acting.line.show(call === undefined ? [] : [call])
    await after.settle()
    expect(listening()).toEqual([[toAgent, 'whisper', true]])
    after.acting.line.show([])
    await after.settle()
    expect(listening()).toEqual([[toAgent, 'whisper', true], [toAgent, 'whisper', false]])
  })

  it('is told of as soon as the desk is back', async () => {
    desk.setAway(true)
    lead.hears('listen', '1017').answer()
    await settle()
    expect(listening()).toEqual([])
    desk.setAway(false)
    await lead.acting.time.advance(1_000)
    expect(listening()).toEqual([[toAgent, 'listen', true]])
  })
})

describe('a raised hand between two consoles', () => {
  it('is seen, answered by text and marked as done, and the agent sees each', async () => {
    agent.hand.raise('policy')
    await settle()
    const { 'answer-hand': answer } = keys(lead, leadZhou.personId)
    answer.perform()
    await settle()
    expect([agent.hand.store.getState().hand, lead.view.getState().answering]).toMatchObject([{ kind: 'seen', by: '周明兰' }, hands()[0]?.handId])
    lead.floor.lead.answerHand(hands()[0]?.handId ?? '', { how: 'text', text: '先记下来' })
    await settle()
    expect(agent.hand.store.getState().hand).toMatchObject({ kind: 'answered', answer: { how: 'text', text: '先记下来' } })
    expect(hands(other)).toMatchObject([{ kind: 'answered', by: '周明兰' }])
    lead.floor.lead.handDone(hands()[0]?.handId ?? '')
    await settle()
    expect([agent.hand.store.getState().hand.kind, hands(), hands(other)]).toEqual(['down', [], []])
  })

  it('answered by a whisper comes to the agent’s ear; by a take-over it says where to put the call through', async () => {
    agent.hand.raise('superior')
    await settle()
    const handId = hands()[0]?.handId ?? ''
    lead.floor.lead.answerHand(handId, { how: 'whisper' })
    await settle()
    expect(lead.commands).toEqual([{ kind: 'whisper', extension: '1017', lead: '1001' }])
    lead.floor.lead.answerHand(handId, { how: 'take-over' })
    await settle()
    expect(agent.hand.store.getState().hand).toMatchObject({ kind: 'answered', answer: { how: 'take-over', extension: '1001' } })
  })

  it('that the agent takes down is gone at the leads', async () => {
    agent.hand.raise('equipment')
    await settle()
    agent.hand.lower()
    await settle()
    expect(hands()).toEqual([])
  })
})

describe('what a lead asks of a seat', () => {
  const ask = async (body: FloorBody) => {
    const id = crypto.randomUUID()
    await desk.client(leadZhou, true, { onLink: () => undefined, onSignal: () => undefined }).send({ id, to: { kind: 'person', personId: agentAtSeat.personId }, body })
    await settle()
    return id
  }
  const answers = (id: string) => desk.signals.flatMap(({ body }) => (body.kind === 'obeyed' && body.signalId === id ? [[body.done, body.why]] : []))
  const talking = () => {
    const call = live(ringing('13800138000', agent.acting.time.now()), agent.acting.time.now())
    agent.acting.line.show([ringing('13800138000', agent.acting.time.now())])
    agent.acting.line.show([call])
    return () => agent.acting.line.show([ended(call, agent.acting.time.now())])
  }

  it('is answered as it went: done, only after the call, or nothing to be done', async () => {
    expect(answers(await ask({ kind: 'state-forced', state: 'busy', reason: 'PAPERWORK' }))).toEqual([[true, null]])
    expect(answers(await ask({ kind: 'state-forced', state: 'talking', reason: null }))).toEqual([[false, 'no-such-state']])
    expect(answers(await ask({ kind: 'wrap-up-ended' }))).toEqual([[false, 'nothing-to-end']])
    talking()
    expect(answers(await ask({ kind: 'state-forced', state: 'ready', reason: null }))).toEqual([[true, 'after-call']])
  })

  it('signs it out at once between calls, when everything is saved, and says by whom', async () => {
    expect(answers(await ask({ kind: 'signed-out' }))).toEqual([[true, null]])
    expect(agent.left).toEqual(['周明兰'])
    expect(agent.view.getState().toast).toMatchObject({ key: 'floor.signedOut', values: { name: '周明兰' } })
  })

  it('signs it out only when call and wrap-up are over, and offers it nothing meanwhile', async () => {
    const hangUp = talking()
    const id = await ask({ kind: 'signed-out' })
    expect([answers(id), agent.left]).toEqual([[[false, 'after-call']], []])
    hangUp()
    await settle()
    expect([agent.acting.seat.store.getState().agent.kind, agent.left]).toEqual(['wrap-up', []])
    agent.acting.seat.tell({ kind: 'wrap-up-done', at: agent.acting.time.now() })
    await settle()
    expect([agent.acting.seat.store.getState().agent.kind, agent.left]).toEqual(['signed-out', ['周明兰']])
    expect(answers(id)).toEqual([[false, 'after-call'], [true, null]])
  })

  it('does not sign it out while something written is not on the disk, and both are told', async () => {
    agent.disk.isGood = false
    expect(answers(await ask({ kind: 'signed-out' }))).toEqual([[false, 'not-saved']])
    expect([agent.left, agent.view.getState().toast?.key]).toEqual([[], 'floor.notSignedOut'])
  })

  it('is taken back by another word of a lead', async () => {
    const hangUp = talking()
    await ask({ kind: 'signed-out' })
    await ask({ kind: 'state-forced', state: 'ready', reason: null })
    hangUp()
    agent.acting.seat.tell({ kind: 'wrap-up-done', at: agent.acting.time.now() })
    await settle()
    expect([agent.acting.seat.store.getState().agent.kind, agent.left]).toEqual(['ready', []])
  })

  it('puts the caller through to the lead by itself, and says that nobody is there where nobody is', async () => {
    expect(answers(await ask({ kind: 'call-taken-over', extension: '1001' }))).toEqual([[false, 'no-call']])
    talking()
    const [call] = agent.acting.line.snapshot().calls
    expect(answers(await ask({ kind: 'call-taken-over', extension: '1001' }))).toEqual([[true, null]])
    expect(agent.acting.line.commands.at(-1)).toEqual({ kind: 'transfer', callId: call?.id, to: '1001' })
    expect(agent.view.getState().toast).toMatchObject({ key: 'floor.takenOver', values: { name: '周明兰' } })
  })
})

describe('what a lead says', () => {
  it('stands at the seat until it was read, and the lead sees by whom', async () => {
    await lead.floor.messages.send(' 八点半开会 ', { kind: 'everybody' })
    await lead.floor.messages.send('改到九点', { kind: 'person', personId: agentAtSeat.personId })
    expect(agent.floor.messages.store.getState().unread.map(({ text, toAll }) => [text, toAll])).toEqual([['八点半开会', true], ['改到九点', false]])
    expect(other.floor.messages.store.getState().unread).toHaveLength(1)
    keys(agent, agentAtSeat.personId)['read-message'].perform()
    await settle()
    expect(agent.floor.messages.store.getState().unread).toHaveLength(1)
    expect(lead.floor.messages.store.getState().sent.map(({ readBy }) => readBy.map(({ name }) => name))).toEqual([['李敏'], []])
  })

  it('to one seat changes no other, not even the one of another lead', async () => {
    const before = other.acting.seat.store.getState().agent
    await desk.client(leadZhou, true, { onLink: () => undefined, onSignal: () => undefined }).send({ id: testUuid(77), to: { kind: 'person', personId: otherAgent.personId }, body: { kind: 'state-forced', state: 'busy', reason: 'PAPERWORK' } })
    expect(other.acting.seat.store.getState().agent).toBe(before)
    expect(other.view.getState().toast).toBeNull()
  })

  it('that the desk does not have is said to be so', async () => {
    desk.setAway(true)
    expect(await lead.floor.messages.send('x', { kind: 'everybody' })).toBe(false)
  })
})

describe('an alarm of the walls on a lead’s console', () => {
  const told = (subject: string) => desk.client(otherAgent, true, { onLink: () => undefined, onSignal: () => undefined }).send({ id: crypto.randomUUID(), to: { kind: 'leads' }, body: { kind: 'alarm-escalated', rule: 'queue-long', subject, about: subject } })

  it('is taken by its key, the oldest first, and another press means the next one', async () => {
    const take = keys(lead, leadZhou.personId)['take-alarm']
    expect(take.enabled()).toBe(false)
    await told('labour')
    await told('legal')
    const release = desk.holdUp(leadZhou.personId)
    take.perform()
    take.perform()
    expect(take.enabled()).toBe(false)
    release()
    await settle()
    expect(desk.signals.flatMap(({ body }) => (body.kind === 'alarm-acknowledged' ? [body.subject] : []))).toEqual(['labour', 'legal'])
    expect(lead.floor.lead.store.getState().alarms).toEqual([])
  })
})
