import { z } from 'zod'

/** Somebody on duty who is rung under RED, as this seat would dial it (with the PBX's prefix for outside, where it wants one). */
export const dutyContactSchema = z.object({ name: z.string().min(1).max(40), number: z.string().regex(/^\+?[0-9*#]{3,24}$/) })
export type DutyContact = z.infer<typeof dutyContactSchema>

/** In the order in which they are rung. */
export const dutyListSchema = z.array(dutyContactSchema).max(20)

/** Whom a seat of practice has to ring when nobody has set up a list: nobody's numbers, and never dialled. In Chinese everywhere, like the callers. */
const inventedDuty: readonly DutyContact[] = [{ name: '演练值班长', number: '15400000090' }, { name: '演练副主任', number: '15400000091' }]

export function dutyContacts(list: readonly DutyContact[], isPractice: boolean): readonly DutyContact[] {
  return isPractice && list.length === 0 ? inventedDuty : list
}

export interface ReadDutyList {
  readonly contacts: readonly DutyContact[]
  /** Lines that are none, counted from 1. */
  readonly unread: readonly number[]
}

/** One contact a line, the name before the number; blanks and dashes within a number are dropped, full-width digits read. */
export function readDutyList(text: string): ReadDutyList {
  const contacts: DutyContact[] = []
  const unread: number[] = []
  for (const [index, line] of text.normalize('NFKC').split('\n').entries()) {
    if (line.trim() === '') continue
    const found = /^\s*(.*?\S)[\s,:]+(\+?[0-9*#][0-9*#\s()-]*)$/.exec(line.trimEnd())
    const contact = dutyContactSchema.safeParse({ name: found?.[1], number: found?.[2]?.replace(/[\s()-]/g, '') })
    if (contact.success && contacts.length < 20) contacts.push(contact.data)
    else unread.push(index + 1)
  }
  return { contacts, unread }
}

export function writeDutyList(contacts: readonly DutyContact[]): string {
  return contacts.map(({ name, number }) => `${name} ${number}`).join('\n')
}
