import { z } from 'zod'
import type { AuditEntry } from '../../../shared/desk-api/audit'
import type { DeskError } from '../../../shared/desk-api/desk-api'
import { sipAccountSchema } from '../../../shared/desk-api/sessions'
import { canShow, goLiveCheck, goLiveChecks, isGood, type GoLiveCheckId } from '../../../shared/golive/go-live-check'
import { goLiveResultSchema, keptGoLiveResults, type GoLiveFinding, type GoLiveResult, type GoLiveSheet, type GoLiveShown } from '../../../shared/golive/go-live-sheet'
import { shippedKnowledgeBase } from '../../../shared/knowledge/knowledge-base'
import { DAY_MS } from '../../../shared/callers/local-day'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import { parseJson } from '../../../shared/lib/parse-json'
import { err, ok, type Result } from '../../../shared/lib/result'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import type { DeskLists } from '../decide-batch'
import { policyOf } from '../people/policies'
import type { SecretBox } from '../people/secret-box'
import { sipPlace } from '../people/session-desk'
import type { ServerConfig } from '../server/server-config'
import type { Records } from '../store/records-table'
import type { SharedStore } from '../store/shared-store'
import { lookAtCertificates } from './certificate-dates'
import { deskFindings } from './desk-findings'

/** Who shows something; `name` goes into the sheet, `by` into the audit. */
export interface ShownBy {
  readonly by: AuditEntry['by']
  readonly id: string | null
  readonly name: string
  readonly seat: string
}

export interface GoLiveDeskOptions {
  readonly store: Pick<SharedStore, 'records' | 'seats' | 'sessions' | 'inOne'>
  readonly box: Pick<SecretBox, 'open'>
  readonly lists: () => Promise<DeskLists>
  readonly tls: ServerConfig['tls']
  readonly clock: Clock
}

/** The sheet of what has to be shown before the first call. What was shown lies among the desk's records, under the check's name. */
export interface GoLiveDesk {
  sheet(): Promise<GoLiveSheet>
  show(shown: GoLiveShown, who: ShownBy): Promise<Result<GoLiveSheet, DeskError>>
}

/** Their own kind among the records: no list that anybody edits. */
const kind = 'golive'
const recentDays = 30
const keptSchema = z.object({ results: z.array(goLiveResultSchema) })

export function createGoLiveDesk({ store, box, lists, tls, clock }: GoLiveDeskOptions): GoLiveDesk {
  const { localFigures } = shippedKnowledgeBase()

  async function sheet(): Promise<GoLiveSheet> {
    const now = clock.now()
    const [kept, ages, { deadlines }, units, figures, seats, agentSeats] = await Promise.all([
      store.records.ofKind(kind), policyOf(store.records, 'goLive'), lists(), store.records.ofKind('units'), store.records.ofKind('figures'),
      store.seats.all(), store.sessions.countAgentSeats(now - recentDays * DAY_MS),
    ])
    const servers = seats.flatMap(({ code, isActive, sipSealed }) => {
      if (!isActive || sipSealed === null) return []
      const account = sipAccountSchema.safeParse(parseJson(box.open(sipPlace(code), sipSealed)))
      return account.success ? account.data.serverUrls : []
    })
    const findings: Partial<Record<GoLiveCheckId, GoLiveFinding>> = {
      ...deskFindings({ today: localDateOf(epochMs(now)), years: deadlines.calendar.publishedYears, units, figures, knownFigures: localFigures, agentSeats }),
      certificates: await lookAtCertificates({ tls, servers, days: ages.certificateDays, now }),
    }
    return {
      now,
      ages,
      checks: goLiveChecks.map(({ id }) => ({ id, results: resultsIn(kept.find(({ key }) => key === id)?.value), finding: findings[id] ?? null })),
    }
  }

  return {
    sheet,
    async show({ check: id, evidence }, who) {
      if (!canShow(goLiveCheck(id), evidence)) return err({ code: 'refused', reason: 'other-proof' })
      await recordShown({ store, clock }, id, { at: clock.now(), by: { id: who.id, name: who.name, seat: who.seat }, evidence }, who.by)
      return ok(await sheet())
    },
  }
}

/** Two who show the same thing at once are both kept: each waits for the row of the other. */
export async function recordShown({ store, clock }: Pick<GoLiveDeskOptions, 'store' | 'clock'>, id: GoLiveCheckId, result: GoLiveResult, by: AuditEntry['by']): Promise<void> {
  const isKept = await store.inOne(async ({ records, audit }) => {
    const before = await records.one(kind, id)
    const results = [result, ...resultsIn(before?.value)].slice(0, keptGoLiveResults)
    if (!(await put(records, id, results, before?.version ?? 0, clock.now()))) return false
    await audit.add({ by, act: { kind: 'go-live-shown', check: id, isGood: isGood(id, result.evidence) } }, clock.now())
    return true
  })
  if (!isKept) await recordShown({ store, clock }, id, result, by)
}

const put = (records: Pick<Records, 'put'>, id: GoLiveCheckId, results: readonly GoLiveResult[], version: number, now: number) =>
  records.put({ kind, key: id, value: { results }, isActive: true, version }, now)

function resultsIn(value: unknown): GoLiveResult[] {
  const kept = keptSchema.safeParse(value)
  return kept.success ? kept.data.results.slice(0, keptGoLiveResults) : []
}
