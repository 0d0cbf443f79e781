import { auditCheckSchema, auditEntrySchema, auditQuerySchema, auditRoutes } from '../../../shared/desk-api/audit'
import { epochMs, type Clock } from '../../../shared/lib/clock'
import { parseJson } from '../../../shared/lib/parse-json'
import { ok } from '../../../shared/lib/result'
import { addDays, localDateOf } from '../../../shared/tickets/deadlines/local-time'
import { verifyAudit } from '../audit/verify-audit'
import { policyOf } from '../people/policies'
import type { SharedStore } from '../store/shared-store'
import type { GuardedRoutes } from './guarded-routes'

export interface AuditRouteOptions {
  readonly store: SharedStore
  readonly auditKey: Uint8Array
  readonly clock: Clock
}

export function addAuditRoutes(routes: GuardedRoutes, { store, auditKey, clock }: AuditRouteOptions): void {
  routes.post(auditRoutes.read, 'read-audit', auditQuerySchema, async ({ day, after, limit }, { by }) => {
    await store.inOne(({ audit }) => audit.add({ by, act: { kind: 'audit-read', day } }, clock.now()))
    const [rows, days] = await Promise.all([store.audit.rows(day, after, limit), store.audit.days()])
    return ok({
      rows: rows.map(({ number, at, entry }) => ({ number, at, entry: auditEntrySchema.parse(parseJson(entry)) })),
      days: days.map((each) => ({ day: each.day, lastNumber: each.lastNumber })),
    })
  })

  routes.post(auditRoutes.verify, 'read-audit', auditCheckSchema, async (noted, { by }) => {
    const proof = await checkAudit({ store, auditKey, clock }, noted)
    await store.inOne(({ audit }) => audit.add({ by, act: { kind: 'audit-verified', intact: proof.broken === null } }, clock.now()))
    return ok(proof)
  })
}

/** With the age that the policy of the moment gives rows. */
export async function checkAudit({ store, auditKey, clock }: AuditRouteOptions, noted: Pick<Parameters<typeof verifyAudit>[0], 'head'>) {
  const { keepDays } = await policyOf(store.records, 'audit')
  const keptFrom = addDays(localDateOf(epochMs(clock.now())), -keepDays)
  return verifyAudit({ audit: store.audit, key: auditKey, keptFrom, ...noted })
}
