import { err, ok, type Result } from '../../lib/result'
import { parseMoney, type MoneyProblem } from './parse-money'

export interface TypedAmount {
  /** Integer fen; null = the caller does not know (不清楚). */
  readonly fen: number | null
  /** Said with the sum (合计40万, 每人4万); null = not said. */
  readonly scope: 'total' | 'each' | null
}

const total = /合计|总共|一共|总计|共/
const each = /每人|人均|每个人|一人|每个/
const unclear = /^(不清楚|不知道|不详|记不清|\?|？)$/

/** A sum as it is typed into the form, with what it is the sum of. */
export function parseAmount(text: string): Result<TypedAmount, MoneyProblem> {
  const bare = text.trim()
  if (unclear.test(bare)) return ok({ fen: null, scope: null })
  const scope = each.test(bare) ? 'each' : total.test(bare) ? 'total' : null
  const money = parseMoney(scope === null ? bare : bare.replace(scope === 'each' ? each : total, ''))
  return money.ok ? ok({ fen: money.value, scope }) : err(money.error)
}
