import { flatten } from '../../../../shared/desk-book/flat-table'
import shippedLimits from '../../../../shared/tickets/deadlines/limits.json'
import type { RecordField } from './record-fields'

/** What the law gives others is no limit of the hotline's, and what a parked order may wait for is a list of codes. */
const notTyped: ReadonlySet<string> = new Set(['legalBounds', 'parking.procedures', 'handling.byComplexity.GENERAL'])

/** Values that belong together two by two: what is counted and how much, from and to. */
export const pairedLimits: ReadonlySet<string> = new Set(['sign', 'workingHours'])

const choices: Readonly<Record<string, readonly string[]>> = {
  kind: ['duty-minutes', 'clock-hours', 'working-hours', 'working-days'],
  countedFrom: ['dispatch', 'sign'],
}

/** Hours stand ready also where units answer day and night: somebody may choose them. */
export function wholeLimits(value: unknown): typeof shippedLimits {
  const table = typeof value === 'object' && value !== null && 'handling' in value ? (value as typeof shippedLimits) : shippedLimits
  return { ...table, unitDuty: { ...shippedLimits.unitDuty, ...table.unitDuty } }
}

/** The table of limits value by value, those of one part of it together. */
export function limitFields(table: unknown): readonly RecordField[] {
  return flatten(table).flatMap(({ path, value }): RecordField[] => {
    const [group = ''] = path.split('.')
    const last = path.split('.').at(-1) ?? ''
    if (notTyped.has(path) || notTyped.has(group)) return []
    const offered = group === 'unitDuty' && last === 'kind' ? ['daily', '24h'] : choices[last]
    if (offered !== undefined) return [{ kind: 'choice', name: path, group, choices: offered }]
    if (Array.isArray(value)) return [{ kind: 'lines', name: path, group, areCounts: true }]
    if (typeof value === 'string') return [{ kind: 'text', name: path, group }]
    return [{ kind: 'count', name: path, group, isOptional: path.startsWith('handling.byType.') }]
  })
}
