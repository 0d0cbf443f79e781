import { shortestPassphrase } from '../../../../shared/outbox/unsent-limits'

export type PassphraseStrength = 'too-short' | 'weak' | 'fair' | 'strong'

/** Bits that one more character of a kind is worth at most, to somebody who knows of which kinds the words are. */
const kinds: readonly (readonly [RegExp, number])[] = [
  [/\p{Script=Han}/u, 9],
  [/\d/, 3.3],
  [/[a-z]/, 4.7],
  [/[A-Z]/, 4.7],
]
const otherKind = 5
/** One that was there before, or is the neighbour of the one before it. */
const guessed = 1
const fairFrom = 34
const strongFrom = 56

/** A rough word for how long a passphrase would hold out; repeats and rows (1111, abcd) count for little. */
export function passphraseStrength(passphrase: string): PassphraseStrength {
  const signs = Array.from(passphrase)
  if (passphrase.length < shortestPassphrase) return 'too-short'
  const bits = signs.reduce((sum, sign, at) => {
    const isGuessed = signs.indexOf(sign) < at || Math.abs(codeOf(sign) - codeOf(signs[at - 1] ?? '')) === 1
    return sum + (isGuessed ? guessed : (kinds.find(([kind]) => kind.test(sign))?.[1] ?? otherKind))
  }, 0)
  return bits < fairFrom ? 'weak' : bits < strongFrom ? 'fair' : 'strong'
}

function codeOf(sign: string): number {
  return sign.codePointAt(0) ?? Number.NaN
}
