import type { FloorBody, FloorSignal, FloorTarget } from '../../shared/floor/floor-signal'
import { morning, testUuid } from './drafts'

export const leadZhou = { personId: testUuid(8001), name: '周明兰', seat: '8001' }
export const agentAtSeat = { personId: testUuid(8017), name: '李敏', seat: '8017' }
export const otherAgent = { personId: testUuid(8018), name: '王芳', seat: '8018' }

/** One of every kind, with whom it is usually for. */
export const signalsOfEveryKind: readonly { readonly to: FloorTarget; readonly body: FloorBody }[] = [
  { to: { kind: 'everybody' }, body: { kind: 'message', text: '八点半开会' } },
  { to: { kind: 'person', personId: agentAtSeat.personId }, body: { kind: 'state-forced', state: 'ready', reason: null } },
  { to: { kind: 'person', personId: agentAtSeat.personId }, body: { kind: 'wrap-up-ended' } },
  { to: { kind: 'person', personId: agentAtSeat.personId }, body: { kind: 'rest-ended' } },
  { to: { kind: 'person', personId: agentAtSeat.personId }, body: { kind: 'signed-out' } },
  { to: { kind: 'person', personId: agentAtSeat.personId }, body: { kind: 'call-taken-over', extension: '1001' } },
  { to: { kind: 'person', personId: agentAtSeat.personId }, body: { kind: 'hand-seen', handId: testUuid(1) } },
  { to: { kind: 'person', personId: agentAtSeat.personId }, body: { kind: 'hand-answered', handId: testUuid(1), answer: { how: 'text', text: '先记下来' } } },
  { to: { kind: 'person', personId: agentAtSeat.personId }, body: { kind: 'red-accepted', redId: testUuid(2) } },
  { to: { kind: 'person', personId: agentAtSeat.personId }, body: { kind: 'red-rung', redId: testUuid(2), name: '王主任' } },
  { to: { kind: 'person', personId: agentAtSeat.personId }, body: { kind: 'hand-done', handId: testUuid(1) } },
  { to: { kind: 'person', personId: agentAtSeat.personId }, body: { kind: 'listening', how: 'listen', on: true } },
  { to: { kind: 'leads' }, body: { kind: 'hand-raised', handId: testUuid(1), for: 'policy', queueCallId: null, number: '154****0012', callSince: morning } },
  { to: { kind: 'leads' }, body: { kind: 'hand-withdrawn', handId: testUuid(1) } },
  { to: { kind: 'leads' }, body: { kind: 'break', step: 'asked' } },
  { to: { kind: 'leads' }, body: { kind: 'red-pressed', redId: testUuid(2), queueCallId: null, drill: false, pressedAt: morning, place: '渝中区', number: '154 0000 0012', who: '', redKind: null } },
  { to: { kind: 'leads' }, body: { kind: 'red-dropped', redId: testUuid(2), queueCallId: null, drill: false, droppedAt: morning, place: '', number: '154 0000 0012', who: '', redKind: null } },
  { to: { kind: 'leads' }, body: { kind: 'red-words', redId: testUuid(2), text: '在楼顶', place: '渝中区', number: '', who: '', redKind: 'RED_PERSON' } },
  { to: { kind: 'leads' }, body: { kind: 'red-undone', redId: testUuid(2) } },
  { to: { kind: 'leads' }, body: { kind: 'red-closed', redId: testUuid(2) } },
  { to: { kind: 'leads' }, body: { kind: 'message-read', messageId: testUuid(4) } },
  { to: { kind: 'leads' }, body: { kind: 'alarm-acknowledged', rule: 'queue-long', subject: 'labour' } },
  { to: { kind: 'leads' }, body: { kind: 'alarm-escalated', rule: 'queue-long', subject: 'labour', about: 'labour' } },
  { to: { kind: 'supervisors' }, body: { kind: 'alarm-passed-on', rule: 'queue-long', subject: 'labour', about: 'labour', toldAt: morning, told: [{ seat: '8001', name: '周明兰' }] } },
  { to: { kind: 'leads' }, body: { kind: 'obeyed', signalId: testUuid(3), done: true, why: null } },
]

export function floorSignal(position: number, spread: Partial<FloorSignal> = {}): FloorSignal {
  return { id: testUuid(500 + position), position, at: morning + position, from: leadZhou, to: { kind: 'everybody' }, body: { kind: 'message', text: `第 ${position} 条` }, ...spread }
}
