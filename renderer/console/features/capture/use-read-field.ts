import { useState } from 'react'
import type { FieldKey, FieldValues } from '../../../../shared/tickets/fields/field-values'
import { longestUnread, withUnread, type ReadSlot } from '../../../../shared/tickets/fields/unread-words'
import type { Typed, TypedInputProps } from '../../../ui/form/typed-input'
import { useCapture, type FieldMessage } from './capture-context'

export interface ReadField<T> {
  readonly input: Pick<TypedInputProps<T>, 'unread' | 'parse' | 'maxLength' | 'onRead' | 'onTyping'>
  readonly isUnread: boolean
  /** Why the words could not be read, which comes first; else what is wrong with the value. */
  readonly issue: FieldMessage | null
}

/** A field whose words are read. The draft has the value or the words as they were typed, never both and never neither. */
export function useReadField<T>(slot: ReadSlot, keys: readonly FieldKey[], parse: (text: string) => Typed<T>, write: (values: FieldValues, value: T | undefined) => FieldValues): ReadField<T> {
  const { unread, change, issueOf } = useCapture()
  const [isTyping, setTyping] = useState(false)
  const words = unread[slot]
  const typed = words === undefined || isTyping ? null : parse(words.trim())
  return {
    input: {
      unread: words,
      parse,
      maxLength: longestUnread[slot],
      onRead: (value, left) => change((draft) => ({ ...draft, values: write(draft.values, value), unread: withUnread(draft.unread, slot, left) })),
      onTyping: setTyping,
    },
    isUnread: words !== undefined,
    issue: typed === null || typed.ok ? issueOf(keys) : { text: typed.message, level: 'error' },
  }
}
