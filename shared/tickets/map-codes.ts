import { z } from 'zod'
import { once } from '../lib/once'
import { resolveDistrict, shippedPlaces, type Places } from './dispatch/places'
import { parseUnitKey, unitKey } from './dispatch/unit-key'
import retiredData from './retired-categories.json'
import type { CodeMapping, TicketEvent } from './ticket-event'
import type { Ticket } from './ticket'

/** A category that is no longer given, and the one that is given in its place; that may be retired itself by now. */
const RetiredCategorySchema = z.object({ code: z.string(), zh: z.string(), replacedBy: z.string() })
const RetiredCategoriesSchema = z.object({ version: z.string(), categories: z.array(RetiredCategorySchema) })
export type RetiredCategory = z.infer<typeof RetiredCategorySchema>

export interface RetiredCodes {
  readonly categories: readonly RetiredCategory[]
  /** With the abolished districts and the towns that have moved. */
  readonly places: Places
}

/** The tables as shipped; throws when a shipped file is broken. */
export const shippedRetiredCodes = once((): RetiredCodes => ({
  categories: RetiredCategoriesSchema.parse(retiredData).categories,
  places: shippedPlaces(),
}))

/**
 * What an event says in codes that are out of use, with the codes of today: a seat that was away for long, or a draft begun
 * before a reform, is not told to write it again. `ticket` as it is with the event. Old orders that were brought in keep the
 * codes of their day.
 */
export function mappingsOf(event: TicketEvent, ticket: Ticket, codes: RetiredCodes): readonly CodeMapping[] {
  const street = streetName(ticket.values.work_street, codes.places)
  if (event.type === 'facts-recorded') {
    const { category, work_district: district } = event.data.values
    return [...mapCategory(category, codes), ...mapDistrict(district, street, codes)]
  }
  return event.type === 'sent-for-dispatch' ? mapUnit(event.data.proposal.leadUnit, street, codes) : []
}

function mapCategory(code: string | undefined, { categories }: RetiredCodes): readonly CodeMapping[] {
  const seen = new Set<string>()
  let to = code
  for (let retired = find(to); retired !== undefined && !seen.has(retired.code); retired = find(to)) {
    seen.add(retired.code)
    to = retired.replacedBy
  }
  return code === undefined || to === undefined || to === code ? [] : [{ field: 'category', from: code, to, why: 'category-retired' }]

  function find(wanted: string | undefined): RetiredCategory | undefined {
    return categories.find((retired) => retired.code === wanted)
  }
}

function mapDistrict(code: string | undefined, street: string | null, { places }: RetiredCodes): readonly CodeMapping[] {
  const found = code === undefined ? null : resolveDistrict(code, street, places)
  if (code === undefined || found === null || found.note === null) return []
  return [{ field: 'work_district', from: code, to: found.district.code, why: found.note.code }]
}

function mapUnit(key: string | null, street: string | null, { places }: RetiredCodes): readonly CodeMapping[] {
  const unit = key === null ? null : parseUnitKey(key)
  const found = unit?.district == null ? null : resolveDistrict(unit.district, unit.street ?? street, places)
  if (key === null || unit === null || found === null || found.note === null) return []
  return [{ field: 'lead_unit', from: key, to: unitKey({ ...unit, district: found.district.code }), why: found.note.code }]
}

/** Streets stand in an order by code where a list was at hand, else as they were typed. */
function streetName(value: string | undefined, places: Places): string | null {
  return places.streets.find(({ code }) => code === value)?.zh ?? value ?? null
}
