import type { EpochMs } from '../lib/clock'
import type { CallerCard } from './caller-card'
import type { CallerNotes } from './person'

/** One thing to know of a person before the first word, as a code; most pressing first. */
export type CallerMark =
  | { readonly code: 'secret' }
  | { readonly code: 'risk'; readonly risk: string; readonly at: EpochMs }
  | { readonly code: 'supervised'; readonly count: number }
  | { readonly code: 'unsatisfied'; readonly count: number }
  | { readonly code: 'repeat'; readonly category: string; readonly count: number }
  | { readonly code: 'nuisance'; readonly count: number }
  | { readonly code: 'language'; readonly value: NonNullable<CallerNotes['language']> }
  | { readonly code: 'hearing'; readonly value: NonNullable<CallerNotes['hearing']> }
  | { readonly code: 'relay'; readonly value: NonNullable<CallerNotes['relay']> }
  | { readonly code: 'prefers-sms' }

/** So many risks and repeated matters are read at a glance. */
const most = 3

/** The marks of a person: the same while it rings and on the card. Nothing of a secret order is among them but that there is one. */
export function callerMarks({ secretOrders, risks, supervised, unsatisfied, repeats, nuisance, notes }: CallerCard): readonly CallerMark[] {
  const marks: CallerMark[] = []
  if (secretOrders > 0) marks.push({ code: 'secret' })
  marks.push(...risks.slice(0, most).map((risk) => ({ code: 'risk' as const, ...risk })))
  if (supervised > 0) marks.push({ code: 'supervised', count: supervised })
  if (unsatisfied > 0) marks.push({ code: 'unsatisfied', count: unsatisfied })
  marks.push(...repeats.slice(0, most).map(({ category, earlier }) => ({ code: 'repeat' as const, category, count: earlier })))
  if (nuisance !== null) marks.push({ code: 'nuisance', count: nuisance.calls })
  if (notes.language !== undefined) marks.push({ code: 'language', value: notes.language })
  if (notes.hearing !== undefined) marks.push({ code: 'hearing', value: notes.hearing })
  if (notes.relay !== undefined) marks.push({ code: 'relay', value: notes.relay })
  if (notes.preferredContact === 'sms') marks.push({ code: 'prefers-sms' })
  return marks
}
