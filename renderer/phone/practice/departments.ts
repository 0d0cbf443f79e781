/** Who answers when the seat asks somebody in practice. All of them are made up: no number is ever dialled from here. */
export type DepartmentManner = 'answers' | 'never-answers' | 'busy'

const manners: Readonly<Record<string, DepartmentManner>> = {
  110: 'answers',
  119: 'answers',
  120: 'answers',
  12333: 'answers',
  12345: 'answers',
  12348: 'answers',
  12356: 'answers',
  // A lead, a colleague who is talking, and a duty telephone that nobody hears.
  1900: 'answers',
  1002: 'busy',
  1009: 'never-answers',
}

/** Null for a number that practice does not know. */
export function departmentAt(number: string): DepartmentManner | null {
  return Object.hasOwn(manners, number) ? (manners[number] ?? null) : null
}
