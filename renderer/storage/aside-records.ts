import { z } from 'zod'
import { mostReveals, revealSchema, type Reveal } from '../../shared/tickets/reveal'
import type { WorkStoreDeps } from './draft-store'
import { placeOfRow } from './places'
import type { Place, Seal } from './seal'
import type { SetAsideRecord } from './set-aside'

/** A record as it lies in the table of those set aside, with what could be read of it. */
export interface ReadAside extends Omit<SetAsideRecord, 'reveals'> {
  readonly number: number
  /** What its seal gives back, or else the draft of the same order, of which the two lie apart; null when neither opens. */
  readonly plain: unknown
  /** The other copy of the same draft or order can be read, in this revision or a later one: nothing is missing. */
  readonly isElsewhere: boolean
  /** Who had it shown in full, oldest first. */
  readonly reveals: readonly Reveal[]
}

const revealsSchema = z.array(revealSchema)

/** What lies beside the seal of a draft, an order or a line of the journal. */
const headSchema = z.object({
  id: z.string(),
  kind: z.enum(['draft-saved', 'submission-queued']).optional(),
  revision: z.number().catch(0),
  draftRevision: z.number().nullish().catch(null),
})

/**
 * Every draft, order and call that was set aside, oldest first, opened as far as it can be: no schema stands between it and its reader. A
 * look that the audit is owed has no words in it, and is nobody's to delete.
 */
export async function readAside(deps: WorkStoreDeps): Promise<readonly ReadAside[]> {
  const records = (await deps.database.setAside.orderBy('number').toArray()).filter((aside) => !isLook(aside))
  return Promise.all(records.map(async (aside) => {
    const opened = await openRaw(deps.seal, aside)
    const { draft, isElsewhere } = await otherCopy(deps, aside)
    return { ...aside, number: aside.number ?? 0, plain: opened ?? draft, isElsewhere, reveals: await revealsOf(deps.seal, aside) }
  }))
}

function isLook({ table, record }: SetAsideRecord): boolean {
  return table === 'owedReveals' || (table === 'journal' && (record as { readonly kind?: unknown }).kind === 'reveal-owed')
}

async function openRaw(seal: Seal, { table, record }: SetAsideRecord): Promise<unknown> {
  const { sealed } = record as { readonly sealed?: unknown }
  return seal.open(placeOfRow(table, record), sealed).catch(() => null)
}

async function otherCopy({ database, seal }: WorkStoreDeps, { table, record }: SetAsideRecord): Promise<{ readonly draft: unknown; readonly isElsewhere: boolean }> {
  const head = headSchema.safeParse(record)
  if (!head.success || table === 'callLog') return { draft: null, isElsewhere: false }
  const { id, kind, revision, draftRevision } = head.data
  const draft = await database.drafts.get(id)
  const words = draft === undefined ? null : await openRaw(seal, { table: 'drafts', record: draft } as SetAsideRecord)
  if (table === 'drafts' || kind === 'draft-saved') return { draft: null, isElsewhere: words !== null && (draft?.revision ?? 0) >= revision }
  const order = await database.outbox.where('id').equals(id).first()
  const events = order === undefined ? null : await openRaw(seal, { table: 'outbox', record: order } as SetAsideRecord)
  return { draft: words, isElsewhere: events !== null && (order?.draftRevision ?? 0) >= (draftRevision ?? revision) }
}

/**
 * Nobody needs it any more: the journal lets go of its copy, then it is deleted. False when one of the two could not be done; it is listed
 * still then.
 */
export async function forgetAside({ database, journal }: WorkStoreDeps, number: number): Promise<boolean> {
  try {
    const aside = await database.setAside.get(number)
    if (aside?.table === 'journal' && !(await journal.letGo(aside.record as Parameters<typeof journal.letGo>[0])).ok) return false
    await database.setAside.delete(number)
    return true
  } catch {
    return false
  }
}

/** Puts down who has it shown in full. Rejects when that is not durable, or there is no such record. */
export async function noteAsideReveal({ database, seal }: WorkStoreDeps, number: number, reveal: Reveal): Promise<void> {
  const aside = await database.setAside.get(number)
  if (aside === undefined) throw new Error('no such record')
  const reveals = [...(await revealsOf(seal, aside)), reveal].slice(-mostReveals)
  const version = (aside.reveals?.version ?? 0) + 1
  await database.setAside.update(number, { reveals: { version, sealed: await seal.seal(placeOfReveals(number, version), reveals) } })
}

async function revealsOf(seal: Seal, { number = 0, reveals }: SetAsideRecord & { readonly number?: number }): Promise<readonly Reveal[]> {
  if (reveals === undefined) return []
  const opened = await seal.open(placeOfReveals(number, reveals.version), reveals.sealed).catch(() => [])
  return revealsSchema.safeParse(opened).data ?? []
}

function placeOfReveals(number: number, version: number): Place {
  return { table: 'setAside', id: String(number), version }
}
