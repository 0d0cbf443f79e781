import { createContext, useContext } from 'react'
import type { Draft } from '../../../../shared/tickets/draft'
import type { LocalDate } from '../../../../shared/tickets/deadlines/local-time'
import type { FieldKey, FieldValues } from '../../../../shared/tickets/fields/field-values'
import type { SlotId } from '../../../../shared/tickets/fields/visible-fields'
import type { CaptureCommand, CaptureHistory, CaptureLists } from './capture-lists'

export interface FieldMessage {
  readonly text: string
  readonly level: 'error' | 'warning'
}

/** What every field of the form shares. */
export interface Capture {
  readonly values: FieldValues
  readonly unread: Draft['unread']
  readonly lists: CaptureLists
  readonly history: CaptureHistory
  readonly today: LocalDate
  set<K extends FieldKey>(key: K, value: FieldValues[K] | undefined): void
  change(update: (draft: Draft) => Draft): void
  /** What is wrong with the value of a field, in words; null when nothing is. */
  issueOf(keys: readonly FieldKey[]): FieldMessage | null
  /** On to the next place of the short way; from `null` to its first. */
  next(after: SlotId | null): void
  keysOf(command: CaptureCommand): string | null
  now(): number
  /** RED and ORANGE are taken down by a lead who has signed in, not by a name that is typed. */
  readonly asksLead: boolean
}

export const CaptureContext = createContext<Capture | null>(null)

export function useCapture(): Capture {
  const capture = useContext(CaptureContext)
  if (capture === null) throw new Error('a field of the form stands outside of it')
  return capture
}
