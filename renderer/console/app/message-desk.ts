import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FloorBody, FloorSignal, FloorTarget } from '../../../shared/floor/floor-signal'
import { longestOnFloor } from '../../../shared/floor/floor-lengths'
import { nextMessages, noMessages, type Messages } from '../../../shared/floor/messages'
import type { Result } from '../../../shared/lib/result'
import type { DeskCallError } from '../../desk-client/desk-http'

/** Messages of leads at this seat, and those that were sent from here. None takes the place of another. */
export interface MessageDesk {
  readonly store: StoreApi<Messages>
  /** @param at when it was said, by this console's clock */
  hear(signal: FloorSignal, at: number): void
  /** False: the desk does not have it, and nobody will read it. */
  send(text: string, to: FloorTarget): Promise<boolean>
  /** Tells whoever wrote it. */
  read(messageId: string): void
}

export interface MessageDeskPorts {
  readonly ownId: string
  send(to: FloorTarget, body: FloorBody): Promise<Result<number, DeskCallError>>
  /** Goes on until the desk has it. */
  tellLeads(body: FloorBody): void
}

export function createMessageDesk({ ownId, send, tellLeads }: MessageDeskPorts): MessageDesk {
  const store = createStore<Messages>(() => noMessages)
  return {
    store,
    hear: (signal, at) => store.setState((messages) => nextMessages(messages, signal, at, ownId), true),
    async send(text, to) {
      const words = text.trim().slice(0, longestOnFloor.message)
      return words !== '' && (await send(to, { kind: 'message', text: words })).ok
    },
    read(messageId) {
      store.setState(({ unread, sent }) => ({ sent, unread: unread.filter(({ id }) => id !== messageId) }), true)
      tellLeads({ kind: 'message-read', messageId })
    },
  }
}
