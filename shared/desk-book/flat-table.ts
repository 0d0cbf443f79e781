/** One value of a table that is written as lines: `handling.byType.TS` = 10. */
export interface FlatLine {
  readonly path: string
  readonly value: Scalar
}
type Scalar = string | number | boolean | null | readonly (string | number)[]

/** Every value of a table under its path; a list of plain values is one value, one of tables is numbered from 0. */
export function flatten(table: unknown, before = ''): FlatLine[] {
  if (isScalar(table)) return [{ path: before, value: table }]
  if (typeof table !== 'object' || table === null) return []
  return Object.entries(table).flatMap(([key, part]) => flatten(part, before === '' ? key : `${before}.${key}`))
}

/**
 * The table with some of its values replaced. SECURITY: a path leads only along what the table has of its own, so that none can reach
 * what all objects share.
 *
 * @returns null for a path that the table doesn't have
 */
export function withValue(table: unknown, path: string, value: Scalar): unknown {
  if (path === '') return isScalar(table) ? value : null
  const [key = '', ...rest] = path.split('.')
  if (typeof table !== 'object' || table === null || isScalar(table) || !Object.hasOwn(table, key)) return null
  const part = withValue((table as Readonly<Record<string, unknown>>)[key], rest.join('.'), value)
  if (part === null && rest.length > 0) return null
  if (Array.isArray(table)) return table.map((each: unknown, index) => (String(index) === key ? part : each))
  return { ...table, [key]: part }
}

/** What was typed, as the same kind of value as stands there; text that is none stays text, for the table's own rule to refuse. */
export function readScalar(text: string, like: Scalar): Scalar {
  const typed = text.trim()
  if (Array.isArray(like)) return typed === '' ? [] : typed.split(/[、,，;；\s]+/).filter((part) => part !== '').map((part) => (typeof like[0] === 'number' ? numberOr(part) : part))
  if (typeof like === 'boolean') return typed === 'true' ? true : typed === 'false' ? false : typed
  if (typeof like === 'string') return typed
  return typed === '' ? null : numberOr(typed)
}

export function writeScalar(value: Scalar, between: string): string {
  return Array.isArray(value) ? value.join(between) : value === null ? '' : String(value)
}

function numberOr(text: string): number | string {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

function isScalar(value: unknown): value is Scalar {
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string' || typeof each === 'number')
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
