import type { DutyContact } from '../help/duty-list'
import type { EpochMs } from '../lib/clock'
import { isWorkingDay } from '../tickets/deadlines/calendar'
import { localDateOf, minuteOfDayOf } from '../tickets/deadlines/local-time'
import type { DeadlineData } from '../tickets/deadlines/shipped'
import type { UnitRef } from '../tickets/dispatch/departments'
import { locate, unitAt } from '../tickets/dispatch/locate'
import { unitKey } from '../tickets/dispatch/unit-key'
import { workPlaceOf, type PlaceFields } from '../tickets/dispatch/work-place'
import type { BookInUse } from './book-in-use'

/** Whom to ring at a unit at one time. */
export interface PhonesNow {
  /** `night`: every hour that is no working hour. */
  readonly when: 'day' | 'night'
  readonly numbers: readonly string[]
}

/** Null: nobody has put in a number. One that is right for another time of day is better than none. */
export function phonesOf(unit: UnitRef, { duty, deadlines }: Pick<BookInUse, 'duty' | 'deadlines'>, at: EpochMs): PhonesNow | null {
  const found = duty.get(unitKey(unit))
  if (found === undefined) return null
  const ofDay: PhonesNow = { when: 'day', numbers: found.dayPhones }
  const ofNight: PhonesNow = { when: 'night', numbers: found.nightPhones }
  const inOrder = isWorkingHour(at, deadlines) ? [ofDay, ofNight] : [ofNight, ofDay]
  return inOrder.find(({ numbers }) => numbers.length > 0) ?? null
}

/**
 * Whom the hotline's own union has on duty, to be rung under RED behind this seat's own list. Units of a district are not among them:
 * to ring those is the lead's.
 */
export function ownUnionDuty(book: BookInUse, at: EpochMs, word: 'zh' | 'en'): readonly DutyContact[] {
  const department = book.dispatch.rules.unionChain.at(-1)
  if (department === undefined) return []
  const unit: UnitRef = { department, district: null, street: null }
  const name = book.duty.get(unitKey(unit))?.[word].slice(0, 40) ?? ''
  return (phonesOf(unit, book, at)?.numbers ?? []).map((number) => ({ name, number: number.replace(/[\s-]/g, '') }))
}

/** The department behind each of those who have to hear of a RED (`notify` in tags.json); whoever is not here is no unit. */
const departmentOfNotice: Readonly<Record<string, string>> = {
  CITY_DUTY_OFFICER: 'CQGH', DISTRICT_HEAD: 'QXGH', DISTRICT_FEDERATION: 'QXGH', STREET_UNION: 'ZJGH', STREET_141: 'STREET', LABOUR_INSPECTION: 'HRSS_LSI',
}

/** What to dial by hand so that they hear of it, by where it is; null where the place or the number is not known. */
export function phoneOfNotice(code: string, place: PlaceFields, book: BookOfUnits, at: EpochMs): string | null {
  const unit = unitOfNotice(code, place, book)
  return unit === null ? null : (phonesOf(unit, book, at)?.numbers[0] ?? null)
}

/** Where a message reaches whoever has to hear of a RED. */
export interface MobileOnDuty {
  /** The unit's key. */
  readonly unit: string
  /** Eleven digits. */
  readonly number: string
}

/** The first mobile among those on duty at that hour; null where there is none. */
export function mobileOfNotice(code: string, place: PlaceFields, book: BookOfUnits, at: EpochMs): MobileOnDuty | null {
  const unit = unitOfNotice(code, place, book)
  if (unit === null) return null
  const [number] = (phonesOf(unit, book, at)?.numbers ?? []).flatMap((each) => mobileDigits(each) ?? [])
  return number === undefined ? null : { unit: unitKey(unit), number }
}

type BookOfUnits = Pick<BookInUse, 'dispatch' | 'duty' | 'deadlines'>

function unitOfNotice(code: string, place: PlaceFields, { dispatch }: BookOfUnits): UnitRef | null {
  const department = departmentOfNotice[code]
  return department === undefined ? null : unitAt(department, locate(workPlaceOf(place, dispatch.places), dispatch), dispatch)
}

/** Without the country and without what the PBX wants in front of it. A landline with its area code has as many digits and begins with 0. */
function mobileDigits(number: string): string | null {
  return /^(?:(?:\+|00)?86|0|9|90)?(1[3-9]\d{9})$/.exec(number.replace(/[\s-]/g, ''))?.[1] ?? null
}

function isWorkingHour(at: EpochMs, { calendar, limits }: DeadlineData): boolean {
  const minute = minuteOfDayOf(at)
  return isWorkingDay(localDateOf(at), calendar) && limits.workingHours.some(({ from, to }) => from <= minute && minute < to)
}
