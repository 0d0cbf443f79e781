/** Chance that comes out the same for the same seed. */
export interface SeededRandom {
  /** 0 .. limit - 1 */
  below(limit: number): number
  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T
}

/** A linear congruential generator with the constants of Numerical Recipes; its low bits are poor and are not used. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  return {
    below,
    pick(list) {
      const picked = list[below(list.length)]
      if (picked === undefined) throw new Error('nothing to pick from')
      return picked
    },
  }
}

/** The same chance as numbers from 0 up to and without 1, which is what a port for randomness takes. */
export function seededUnit(seed: number): () => number {
  const { below } = seededRandom(seed)
  return () => below(2 ** 30) / 2 ** 30
}

/** A seed for one of several chances, and for one of several runs that are numbered: neighbours have nothing in common. */
export function spread(seed: number, part: number): number {
  return (Math.imul(seed, 0x9e37_79b1) + Math.imul(part + 1, 0x85eb_ca6b)) >>> 0
}
