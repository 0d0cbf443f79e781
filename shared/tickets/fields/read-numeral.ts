const digits: ReadonlyMap<string, bigint> = new Map([
  ...pairs('一二三四五六七八九'),
  ...pairs('壹贰叁肆伍陆柒捌玖'),
  ['两', 2n],
])
const smallUnits: ReadonlyMap<string, bigint> = new Map([
  ['十', 10n], ['拾', 10n], ['百', 100n], ['佰', 100n], ['千', 1000n], ['仟', 1000n], ['k', 1000n],
])
const tenThousand = 10_000n
const hundredMillion = 100_000_000n
const largeUnits: ReadonlyMap<string, bigint> = new Map([['万', tenThousand], ['萬', tenThousand], ['w', tenThousand], ['亿', hundredMillion]])
const zeros = '零〇'

/** Numerals are read in millionths, so that 4.5万 stays exact without a float. */
export const numeralScale = 1_000_000n
const decimals = 6

function pairs(nine: string): [string, bigint][] {
  return [...nine].map((char, index) => [char, BigInt(index + 1)])
}

interface Reading {
  readonly total: bigint
  readonly section: bigint
  readonly pending: { readonly value: bigint; readonly isSingle: boolean } | null
  /** The unit read last; 0 before the first. */
  readonly unit: bigint
  readonly afterZero: boolean
}

const nothing: Reading = { total: 0n, section: 0n, pending: null, unit: 0n, afterZero: false }

/**
 * A whole text as one number, in millionths; null when it is none or a vague one (十几, 三四万).
 * Arabic (1,234.56), with a unit behind (40万, 4.5万, 3w, 1万2), Chinese (四十万, 六千三 = 6,300, 壹万贰仟), mixed.
 */
export function readNumeral(text: string): bigint | null {
  const tokens = text.match(/\d[\d,]*(?:\.\d+)?|[^\d]/gu)
  if (tokens === null) return null
  let reading: Reading | null = nothing
  for (const token of tokens) {
    reading = readToken(token, reading)
    if (reading === null) return null
  }
  return valueOf(reading)
}

function readToken(token: string, reading: Reading): Reading | null {
  if (/^\d/.test(token)) return readNumber(arabic(token), token.length === 1, reading)
  if (zeros.includes(token)) return reading.pending === null ? { ...reading, pending: null, afterZero: true } : null
  const digit = digits.get(token)
  if (digit !== undefined) return readNumber(digit * numeralScale, true, reading)
  const small = smallUnits.get(token)
  if (small !== undefined) return readSmallUnit(small, reading)
  const large = largeUnits.get(token)
  return large === undefined ? null : readLargeUnit(large, reading)
}

function readNumber(value: bigint | null, isSingle: boolean, reading: Reading): Reading | null {
  return value === null || reading.pending !== null ? null : { ...reading, pending: { value, isSingle } }
}

/** Thousands in groups of three, or no comma at all. */
function arabic(token: string): bigint | null {
  const match = /^(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d+))?$/.exec(token)
  if (match === null) return null
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) return null
  return BigInt((match[1] ?? '').replaceAll(',', '')) * numeralScale + BigInt(fraction.padEnd(decimals, '0'))
}

function readSmallUnit(unit: bigint, reading: Reading): Reading | null {
  const { section, pending, unit: last } = reading
  if (section > 0n && unit >= last) return null
  if (pending === null && (unit !== 10n || section > 0n)) return null
  const count = pending?.value ?? numeralScale
  return { ...reading, section: section + count * unit, pending: null, unit, afterZero: false }
}

function readLargeUnit(unit: bigint, reading: Reading): Reading | null {
  const { total, section, pending } = reading
  const count = section + (pending?.value ?? 0n)
  const isSecond = total > 0n && (unit !== tenThousand || total < hundredMillion * numeralScale)
  if (count === 0n || isSecond) return null
  return { total: total + count * unit, section: 0n, pending: null, unit, afterZero: false }
}

/** 六千三 is 6,300 and 1万2 is 12,000, but 六千零三 is 6,003 and 四十五 is 45. */
function valueOf({ total, section, pending, unit, afterZero }: Reading): bigint | null {
  if (pending === null) return total + section > 0n || afterZero ? total + section : null
  const isRounded = pending.isSingle && !afterZero && unit > 10n
  return total + section + (isRounded ? (pending.value * unit) / 10n : pending.value)
}
