import type { CommandId } from './command-list'
import type { CommandHandler } from './commands'
import type { SeatFloor } from './follow-floor'
import { alarmToTake, handToAnswer, redToAccept, redToJoin } from './lead-desk'
import type { ViewStore } from './view-store'

/** The keys of what other seats ask of this one, and of what is said to them. */
export type FloorKeys = Readonly<Record<Extract<CommandId, 'accept-red' | 'join-red' | 'answer-hand' | 'take-alarm' | 'read-message' | 'send-message'>, CommandHandler>>

interface FloorKeyPorts {
  /** Null for a desk of one PC. */
  readonly floor: Pick<SeatFloor, 'lead' | 'messages'> | null
  readonly view: ViewStore
  readonly ownId: string
  /** Whether this person may send messages to the floor. */
  maySend(): boolean
}

const never: CommandHandler = { enabled: () => false, perform: () => undefined }
export const noFloorKeys: FloorKeys = { 'accept-red': never, 'join-red': never, 'answer-hand': never, 'take-alarm': never, 'read-message': never, 'send-message': never }

/** Each acts on one thing, the one that has waited longest: what a key means must not depend on where the keyboard is. */
export function createFloorKeys({ floor, view, ownId, maySend }: FloorKeyPorts): FloorKeys {
  if (floor === null) return noFloorKeys
  const { lead, messages } = floor
  const on = <T>(find: () => T | null, perform: (found: T) => void): CommandHandler => ({
    enabled: () => find() !== null,
    perform() {
      const found = find()
      if (found !== null) perform(found)
    },
  })
  return {
    'accept-red': on(() => redToAccept(lead.store.getState()), ({ redId }) => lead.accept(redId)),
    'join-red': on(() => redToJoin(lead.store.getState(), ownId), ({ redId }) => lead.join(redId)),
    'answer-hand': on(() => handToAnswer(lead.store.getState()), ({ handId }) => {
      lead.seeHand(handId)
      view.setState({ answering: handId })
    }),
    'take-alarm': on(() => alarmToTake(lead.store.getState()), (alarm) => lead.takeAlarm(alarm)),
    'read-message': on(() => messages.store.getState().unread[0] ?? null, ({ id }) => messages.read(id)),
    'send-message': { enabled: maySend, perform: () => view.setState(({ overlay }) => ({ overlay: overlay === 'send-message' ? null : 'send-message' })) },
  }
}
