import type { z } from 'zod'
import type { AlarmSettings } from '../alarms/alarm-settings'
import { policySchemas, queueRecordSchema, type PolicyName } from '../desk-api/desk-records'
import { alarmSettingsOf, figureSettingsOf } from '../desk-api/house-policies'
import type { FigureSettings } from '../metrics/figure-settings'
import type { StateLimits } from '../queue/state-limits'
import type { WrapUpRules } from '../queue/wrap-up-policy'

/** What an administrator has set for all seats and walls; as shipped wherever nobody has. */
export interface HouseRules {
  readonly figures: FigureSettings
  readonly alarms: AlarmSettings
  readonly wrapUp: WrapUpRules
  readonly stateLimits: StateLimits
  /** Months for which personal data of an order that has ended is kept; 0 = for ever. */
  readonly retentionMonths: number
}

/** Those of the policies that make them; the others are the desk's own business. */
const policiesInUse: ReadonlySet<string> = new Set<PolicyName>(['serviceLevel', 'alarms', 'afterCall', 'stateLimits', 'retention'])

export function isHousePolicy(key: string): boolean {
  return policiesInUse.has(key)
}

interface HouseRecord {
  readonly kind: string
  readonly key: string
  readonly value: unknown
  readonly isActive: boolean
}

export function houseRules(records: readonly HouseRecord[]): HouseRules {
  return {
    figures: figureSettingsOf(policyIn(records, 'serviceLevel')),
    alarms: alarmSettingsOf(policyIn(records, 'alarms')),
    wrapUp: wrapUpRules(records),
    stateLimits: policyIn(records, 'stateLimits'),
    retentionMonths: policyIn(records, 'retention').months,
  }
}

/** A policy as it was set; what is not set, or can't be read any more, is as shipped. */
export function policyIn<T extends PolicyName>(records: readonly HouseRecord[], name: T): z.infer<(typeof policySchemas)[T]> {
  const record = records.find(({ kind, key, isActive }) => kind === 'policies' && key === name && isActive)
  const schema: z.ZodType = policySchemas[name]
  const set = record === undefined ? null : schema.safeParse(record.value)
  return (set?.success === true ? set.data : schema.parse({})) as z.infer<(typeof policySchemas)[T]>
}

/** A queue out of use keeps its rule for the calls that it has brought. */
function wrapUpRules(records: readonly HouseRecord[]): WrapUpRules {
  const { wrapUp, wrapUpSeconds } = policyIn(records, 'afterCall')
  const usual = { policy: wrapUp, seconds: wrapUpSeconds }
  const queues = records.filter(({ kind }) => kind === 'queues').flatMap(({ key, value }) => {
    const queue = queueRecordSchema.safeParse(value)
    return queue.success ? [[key, { policy: queue.data.wrapUp ?? usual.policy, seconds: queue.data.wrapUpSeconds ?? usual.seconds }] as const] : []
  })
  return { usual, queues: new Map(queues) }
}
