import type { UnitRef } from './departments'

/** What an order has room for. */
export const longestUnitKey = 60

/** A unit as one string, for events and tables: `QXGH@500103`, `ZJGH@500103/南纪门街道`, `CQGH`. At most 60 characters. */
export function unitKey(unit: UnitRef): string {
  const street = unit.street === null ? '' : `/${unit.street}`
  const place = unit.district === null && street === '' ? '' : `@${unit.district ?? ''}${street}`
  return `${unit.department}${place}`
}

/** The unit of a key, or null when the text is none. */
export function parseUnitKey(key: string): UnitRef | null {
  const match = /^([A-Z][A-Z0-9_-]*)(?:@([^/]*)(?:\/(.+))?)?$/.exec(key)
  if (match === null) return null
  return { department: match[1] ?? '', district: match[2] || null, street: match[3] ?? null }
}
