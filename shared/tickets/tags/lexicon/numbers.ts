/** A number in a clause; `end` is behind its last character, a trailing 多 or 几 stands outside. */
export interface NumberSpan {
  readonly start: number
  readonly end: number
  readonly value: number
  /** It was said with 千 or 万: a sum of money needs no 元 then. */
  readonly isThousands: boolean
}

const digits = '零一二三四五六七八九'
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const tenThousand = 10_000
/** Longer runs of digits are account or card numbers. */
const longestRun = 15

/** 多 in 三十多万 and in 三十多人: said within or behind a number, changes nothing. */
export const vague = '多来几余'

function digitValue(char: string): number {
  if (char === '两') return 2
  if (char === '〇') return 0
  return char === '' ? -1 : digits.indexOf(char)
}

function isArabic(char: string): boolean {
  return char >= '0' && char <= '9'
}

/**
 * Step 9 of the algorithm: Arabic numbers (with 百, 千, 万 behind) and Chinese ones, in reading order, not overlapping.
 * 一万五 = 15,000; 三四十 = 30; 十几万 = 100,000; 千万别 and 万一 are no numbers.
 */
export function findNumbers(text: string): NumberSpan[] {
  const found: NumberSpan[] = []
  for (let at = 0; at < text.length;) {
    const number = beginsNumber(text, at) ? readNumber(text, at) : null
    if (number !== null) found.push(number)
    at = number === null ? Math.max(endOfArabic(text, at), at + 1) : number.end
  }
  return found
}

function beginsNumber(text: string, at: number): boolean {
  const char = text.charAt(at)
  if (isArabic(char) || digitValue(char) >= 0 || char === '十') return true
  return char === '几' && isOneOf(text.charAt(at + 1), '十百千万')
}

function isOneOf(char: string, among: string): boolean {
  return char !== '' && among.includes(char)
}

/** Digits that wait for their unit: 三 in 三百, 2.5 in 2.5万. */
interface Pending {
  readonly value: number
  readonly isSingle: boolean
  readonly afterZero: boolean
}

/** What has been read so far: 一百二十万 (total) 三千 (section) 五 (pending). */
interface Reading {
  readonly total: number
  readonly section: number
  readonly lastUnit: number
  readonly pending: Pending | null
  readonly isThousands: boolean
  readonly at: number
}

function readNumber(text: string, start: number): NumberSpan | null {
  let reading: Reading = { total: 0, section: 0, lastUnit: 0, pending: null, isThousands: false, at: start }
  for (;;) {
    const next = readToken(text, reading, start)
    if (next === null) break
    reading = next
  }
  const { total, section, pending, lastUnit, isThousands, at } = reading
  return at === start ? null : { start, end: at, value: total + section + tail(pending, lastUnit), isThousands }
}

/** One more piece of the number, or null where it ends. */
function readToken(text: string, reading: Reading, start: number): Reading | null {
  const { pending, at } = reading
  const char = text.charAt(at)
  if (pending === null && (isArabic(char) || digitValue(char) >= 0)) {
    const run = isArabic(char) ? readArabic(text, at) : readChineseDigits(text, at)
    return run === null ? null : { ...reading, pending: run, at: run.end }
  }
  if (char === '万') return readTenThousand(reading)
  const unit = units[char]
  if (unit !== undefined) return readUnit(reading, unit)
  if (!isVagueInside(text, at, start)) return null
  // 几十 and 几百万 begin with it: there it counts as one.
  const isOne = pending === null && (at === start || text.charAt(at + 1) === '十')
  return readToken(
    text,
    { ...reading, pending: isOne ? { value: 1, isSingle: true, afterZero: false } : pending, at: at + 1 },
    start,
  )
}

function readTenThousand(reading: Reading): Reading | null {
  const { total, section, pending, at } = reading
  const count = section + (pending?.value ?? 0)
  if (total > 0 || count === 0) return null
  return { total: count * tenThousand, section: 0, lastUnit: tenThousand, pending: null, isThousands: true, at: at + 1 }
}

/** 十 alone is 10; 十多千 multiplies what stands before; in 百百 the number ends. */
function readUnit(reading: Reading, unit: number): Reading | null {
  const { section, pending, lastUnit, at } = reading
  const read = (next: number) => ({
    ...reading,
    section: next,
    lastUnit: unit,
    pending: null,
    isThousands: reading.isThousands || unit === 1000,
    at: at + 1,
  })
  if (pending !== null) return read(section + pending.value * unit)
  if (section > 0) return unit > lastUnit ? read(section * unit) : null
  return unit === 10 ? read(unit) : null
}

/** 多, 来, 几, 余 before 百, 千, 万, and 几 before 十. */
function isVagueInside(text: string, at: number, start: number): boolean {
  const char = text.charAt(at)
  const next = text.charAt(at + 1)
  if (char === '几' && next === '十') return true
  return (at > start || char === '几') && isOneOf(char, vague) && isOneOf(next, '百千万')
}

/** 三千八 = 3,800 and 一万五 = 15,000, but 一百零五 = 105 and 1万2000 = 12,000. */
function tail(pending: Pending | null, lastUnit: number): number {
  if (pending === null) return 0
  return pending.isSingle && !pending.afterZero && lastUnit > 10 ? (pending.value * lastUnit) / 10 : pending.value
}

function endOfArabic(text: string, start: number): number {
  let end = start
  while (isArabic(text.charAt(end)) || (end > start && text.charAt(end) === '.' && isArabic(text.charAt(end + 1))))
    end += 1
  return end
}

function readArabic(text: string, start: number): (Pending & { readonly end: number }) | null {
  const end = endOfArabic(text, start)
  const value = Number(text.slice(start, end))
  if (end - start > longestRun || !Number.isFinite(value)) return null
  return { value, isSingle: end === start + 1, afterZero: false, end }
}

/**
 * Digits side by side are a range, the first counts (三四十, 十四五). With a zero among them they are read one by one
 * (一零八 = 108); a zero in front only keeps what follows from being a rounded tail.
 */
function readChineseDigits(text: string, start: number): Pending & { readonly end: number } {
  let end = start
  while (digitValue(text.charAt(end)) >= 0 && end - start < longestRun) end += 1
  const run = Array.from(text.slice(start, end), digitValue)
  const spoken = run.slice(run.findIndex((digit) => digit > 0))
  const afterZero = run[0] === 0
  if (!run.some((digit) => digit > 0)) return { value: 0, isSingle: true, afterZero, end }
  const value = spoken.includes(0) ? spoken.reduce((sum, digit) => sum * 10 + digit, 0) : (spoken[0] ?? 0)
  return { value, isSingle: !spoken.includes(0), afterZero, end }
}
