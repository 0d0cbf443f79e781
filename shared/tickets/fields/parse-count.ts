import { numeralScale, readNumeral } from './read-numeral'

/** A number of people or times as typed: 10, 10人, 十个, １２. Null when it is none or lies outside of 1 to `most`. */
export function parseCount(text: string, most = 9999): number | null {
  const bare = text.normalize('NFKC').toLowerCase().replace(/\s|号人$|[人个名位次]+$/g, '')
  const value = bare === '' ? null : readNumeral(bare)
  if (value === null || value % numeralScale !== 0n) return null
  const count = value / numeralScale
  return count >= 1n && count <= BigInt(most) ? Number(count) : null
}

/** Hours of a day as typed: 12, 10.5, 十二小时. At most 24, to a tenth. */
export function parseHours(text: string): number | null {
  const bare = text.normalize('NFKC').replace(/\s|个?小时$|h$/gi, '')
  const value = bare === '' ? null : readNumeral(bare)
  const tenth = numeralScale / 10n
  if (value === null || value % tenth !== 0n || value > 24n * numeralScale) return null
  return Number(value / tenth) / 10
}
