import { longestOfParticipant, mostParticipants } from './field-lengths'
import type { Participant } from './field-values'
import { canonicalName } from './person-name'

/**
 * Takes names that were typed or pasted in one go into the table. What does not fit into it, a name too long for one or the
 * names behind the last row, is left over as it was typed and never cut off.
 */
export function takeNames(text: string, rows: readonly Participant[]): { readonly rows: readonly Participant[]; readonly left: string } {
  const taken: Participant[] = [...rows]
  const left: string[] = []
  for (const word of text.split(/[、，,;；\s]+/).filter((part) => part !== '')) {
    const name = canonicalName(word)
    if (taken.length < mostParticipants && name.length <= longestOfParticipant.name) taken.push({ name, phone: '', amount_fen: null })
    else left.push(word)
  }
  return { rows: taken, left: left.join('、') }
}
