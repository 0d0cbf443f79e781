import type { Draft } from '../draft'
import type { FieldKey } from './field-values'

/** The type itself, and what comes with it or with the line unasked. */
const choices: ReadonlySet<string> = new Set<FieldKey>(['request_type', 'confidential', 'anonymous'])

/** Whether there are words, figures, tags or feelings in a draft: closed as a call without content, they would be seen by nobody. */
export function saysSomething({ values, unread, risks, emotions }: Pick<Draft, 'values' | 'unread' | 'risks' | 'emotions'>): boolean {
  if (Object.keys(unread).length > 0 || risks.length > 0 || emotions.start !== null || emotions.end !== null) return true
  return Object.entries(values).some(([key, value]) => !choices.has(key) && isWritten(value))
}

function isWritten(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  if (Array.isArray(value)) return value.length > 0
  return value !== undefined && value !== false
}
