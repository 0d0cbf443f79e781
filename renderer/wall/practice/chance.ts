/** Chance that comes out the same for the same seed: a drill can be talked over, and a test can name what it sees. */
export interface Chance {
  /** 0 up to and without 1. */
  unit(): number
  /** `from` up to and without `to`, whole. */
  between(from: number, to: number): number
  pick<T>(list: readonly [T, ...T[]]): T
  /** How long until something that comes on average every `mean`: short ones are common, long ones are not unheard of. */
  span(mean: number): number
}

/** Mulberry32. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    unit,
    between: (from, to) => from + Math.floor(unit() * (to - from)),
    pick: (list) => list[Math.floor(unit() * list.length)] ?? list[0],
    span: (mean) => -mean * Math.log(1 - unit()),
  }
}
