import type { OpenRisk } from './wall-port'

/** The report that is owed next; null when all are signed, or none is asked for. */
export function nextReport({ reports }: Pick<OpenRisk, 'reports'>): OpenRisk['reports'][number] | null {
  return reports.filter(({ signedAt }) => signedAt === null).reduce<OpenRisk['reports'][number] | null>((first, each) => (first === null || each.dueAt < first.dueAt ? each : first), null)
}
