import type { OwedReveals } from '../../shared/calls/call-log'
import { callRevealSchema, type CallReveal } from '../../shared/desk-api/call-reveals'
import type { WorkStoreDeps } from './draft-store'
import { placeOf } from './places'
import type { Seal } from './seal'
import { openRecord, putAside } from './set-aside'
import type { OwedRevealRow } from './work-database'

/** Looks at calls that the desk's audit has not been told of yet, in the strict database and in the journal. */
export function createOwedReveals(deps: WorkStoreDeps): OwedReveals {
  const { database: { owedReveals }, seal, journal } = deps

  async function read(row: OwedRevealRow): Promise<CallReveal | null> {
    const opened = await openRecord(seal, callRevealSchema, placeOf.owedReveals(row), row.sealed)
    if (opened.ok) return opened.value
    await putAside(deps, 'owedReveals', row.id, row, opened.problem)
    return null
  }

  return {
    async all() {
      const found = await Promise.all((await owedReveals.toArray()).map(read))
      return found.filter((reveal) => reveal !== null).sort((one, other) => one.at - other.at)
    },
    // Where one of both is not taken the next start owes it again, and the desk knows it by its id.
    async told(id) {
      await owedReveals.delete(id)
      await journal.forgetReveal(id)
    },
  }
}

export async function owedRevealRow(seal: Seal, reveal: CallReveal): Promise<OwedRevealRow> {
  return { id: reveal.id, sealed: await seal.seal(placeOf.owedReveals(reveal), reveal) }
}
