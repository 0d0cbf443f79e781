import type { FloorPerson } from './red-card'
import type { FloorSignal } from './floor-signal'

/** A lead's message to this person, or to everybody, that has not been read yet. */
export interface UnreadMessage {
  readonly id: string
  readonly from: FloorPerson
  readonly at: number
  readonly text: string
  readonly toAll: boolean
}

/** A message that this person has sent, and who has said to have read it. */
export interface SentMessage {
  readonly id: string
  readonly at: number
  readonly text: string
  /** Null: everybody. */
  readonly toPersonId: string | null
  readonly readBy: readonly { readonly personId: string; readonly name: string; readonly at: number }[]
}

/** Both oldest first: a further message never takes the place of another. */
export interface Messages {
  readonly unread: readonly UnreadMessage[]
  readonly sent: readonly SentMessage[]
}

export const noMessages: Messages = { unread: [], sent: [] }

/** @param at when it was said, by this console's clock */
export function nextMessages(messages: Messages, { id, body, from, to }: FloorSignal, at: number, ownId: string): Messages {
  if (body.kind === 'message') {
    if (from.personId === ownId) {
      if (messages.sent.some((each) => each.id === id)) return messages
      return { ...messages, sent: [...messages.sent, { id, at, text: body.text, toPersonId: to.kind === 'person' ? to.personId : null, readBy: [] }] }
    }
    if (messages.unread.some((each) => each.id === id)) return messages
    return { ...messages, unread: [...messages.unread, { id, from, at, text: body.text, toAll: to.kind !== 'person' }] }
  }
  if (body.kind !== 'message-read') return messages
  const unread = from.personId === ownId ? messages.unread.filter((each) => each.id !== body.messageId) : messages.unread
  const sent = messages.sent.map((each) =>
    (each.id !== body.messageId || from.personId === ownId || each.readBy.some(({ personId }) => personId === from.personId)
      ? each
      : { ...each, readBy: [...each.readBy, { personId: from.personId, name: from.name, at }] }))
  return { unread, sent }
}
