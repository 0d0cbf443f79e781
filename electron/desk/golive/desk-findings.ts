import { figureRecordSchema, unitRecordSchema } from '../../../shared/desk-api/desk-records'
import { shippedUnits } from '../../../shared/desk-book/shipped-entries'
import { isMobile, type GoLiveCheckId } from '../../../shared/golive/go-live-check'
import type { GoLiveFinding } from '../../../shared/golive/go-live-sheet'
import type { LocalFigure } from '../../../shared/knowledge/knowledge-base'
import { figureState } from '../../../shared/knowledge/local-figures'
import type { DeskRecord } from '../store/records-table'

/** What the desk has to know of itself to look at its own checks. */
export interface LookedAt {
  /** In Asia/Shanghai, `yyyy-mm-dd`. */
  readonly today: string
  /** Years whose working days are known. */
  readonly years: ReadonlySet<number>
  readonly units: readonly DeskRecord[]
  readonly figures: readonly DeskRecord[]
  /** As shipped: which there have to be. */
  readonly knownFigures: readonly LocalFigure[]
  /** Seats that somebody who takes calls has signed in at of late. */
  readonly agentSeats: number
}

type Findings = Pick<Readonly<Record<GoLiveCheckId, GoLiveFinding>>, 'desk-reached' | 'unit-phones' | 'next-year' | 'local-figures'>

const found = (isGood: boolean, code: string, facts: GoLiveFinding['facts'] = {}): GoLiveFinding => ({ isGood, code, facts })

export function deskFindings(looked: LookedAt): Findings {
  return {
    'desk-reached': looked.agentSeats > 0 ? found(true, 'seats-in-use', { count: looked.agentSeats }) : found(false, 'no-agent-yet'),
    'unit-phones': unitPhones(looked.units),
    'next-year': nextYear(looked),
    'local-figures': localFigures(looked),
  }
}

function nextYear({ today, years }: LookedAt): GoLiveFinding {
  const year = Number(today.slice(0, 4)) + 1
  return years.has(year) ? found(true, 'year-there', { year }) : found(false, 'year-missing', { year })
}

/** Every unit in use can be rung by day and by night, and by night one of its numbers is in somebody's pocket. */
function unitPhones(records: readonly DeskRecord[]): GoLiveFinding {
  const own = new Set(records.map(({ key }) => key))
  const units = [...records, ...shippedUnits().filter(({ key }) => !own.has(key))].filter(({ isActive }) => isActive)
  const lacking = units.flatMap(({ key, value }) => {
    const unit = unitRecordSchema.safeParse(value)
    if (!unit.success || unit.data.dayPhones.length === 0) return [{ key, what: 'unit-no-day' }]
    if (unit.data.nightPhones.length === 0) return [{ key, what: 'unit-no-night' }]
    return unit.data.nightPhones.some(isMobile) ? [] : [{ key, what: 'unit-no-mobile' }]
  })
  const first = lacking[0]
  return first === undefined ? found(true, 'units-reachable', { count: units.length }) : found(false, first.what, { unit: first.key, count: lacking.length })
}

function localFigures({ figures, knownFigures, today }: LookedAt): GoLiveFinding {
  const lacking = knownFigures.filter((known) => {
    const record = figures.find(({ key, isActive }) => isActive && key === known.code)
    const value = figureRecordSchema.safeParse(record?.value)
    return !value.success || figureState({ ...known, ...value.data }, today).state !== 'current'
  })
  const codes = lacking.map(({ code }) => code).join(' ')
  return lacking.length === 0 ? found(true, 'figures-there', { count: knownFigures.length }) : found(false, 'figures-lacking', { codes: codes.slice(0, 300), count: lacking.length })
}
