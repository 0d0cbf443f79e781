/**
 * The longest texts (and one list) that people of a shift send each other: what an input lets in and what the desk takes, in UTF-16 units. The words of
 * an order under RED go as long as its narrative may be (`field-lengths.ts`).
 */
export const longestOnFloor = { message: 500, place: 200, number: 60, name: 60, reason: 60, alarmSubject: 200, leads: 20 } as const
