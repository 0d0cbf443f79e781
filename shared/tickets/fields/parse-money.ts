import { err, ok, type Result } from '../../lib/result'
import { numeralScale, readNumeral } from './read-numeral'

/** Largest sum a field takes: 10^11 fen, a thousand million yuan. */
export const maxFen = 1e11

export type MoneyProblem =
  | { readonly code: 'not-a-sum' }
  /** More than two decimals of a yuan. */
  | { readonly code: 'finer-than-fen' }
  | { readonly code: 'too-large' }

const fenPerYuan = 100n

/**
 * A typed sum in yuan as integer fen: 400000, 40万, 4.5万, 1,234.56, 四十万, 六千三 (6,300), 三块五, full-width digits.
 * Decimal arithmetic on integers throughout, never a float. A vague sum (十几万) is none.
 */
export function parseMoney(text: string): Result<number, MoneyProblem> {
  const bare = text.normalize('NFKC').toLowerCase().replace(/[\s¥]|人民币|rmb|cny|整|钱/g, '')
  const match = /^([^元圆块角毛分]*)(?:[元圆块](?:([^角毛分]+)[角毛])?(?:([^角毛分]+)分?)?)?$/.exec(bare)
  const yuan = match?.[1] === undefined || match[1] === '' ? null : readNumeral(match[1])
  if (match === null || yuan === null) return err({ code: 'not-a-sum' })
  const jiao = tenth(match[2])
  const rest = tenth(match[3])
  if (jiao === null || rest === null) return err({ code: 'not-a-sum' })
  // 三块五 means five jiao; with a jiao or a 分 said, the last digit is fen.
  const isJiao = match[2] === undefined && !bare.endsWith('分')
  const inScale = yuan * fenPerYuan + (jiao * 10n + rest * (isJiao ? 10n : 1n)) * numeralScale
  if (inScale % numeralScale !== 0n) return err({ code: 'finer-than-fen' })
  const fen = inScale / numeralScale
  return fen > BigInt(maxFen) ? err({ code: 'too-large' }) : ok(Number(fen))
}

/** One digit behind 元; absent is nought. */
function tenth(text: string | undefined): bigint | null {
  if (text === undefined || text === '') return 0n
  const value = readNumeral(text)
  return value === null || value >= 10n * numeralScale ? null : value / numeralScale
}
