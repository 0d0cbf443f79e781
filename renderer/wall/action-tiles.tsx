import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../shared/alarms/alarm'
import type { AlarmRule } from '../../shared/alarms/alarm-settings'
import { parsePhoneNumber } from '../../shared/callers/phone-number'
import type { LostCall } from '../../shared/metrics/lost-call'
import { formatMinute, formatSpan } from '../ui/format-time'
import type { Severity } from '../ui/severity'
import { SeverityShape } from '../ui/severity-badge'
import { FitList } from './fit-list'
import type { Freshness } from './freshness'
import { useNames } from './names'
import type { Shown } from './shown'
import { Tile } from './tile'
import type { MissedAct } from './wall-port'
import type { WallView } from './wall-view'

/** What can be done from the wall itself. */
export interface WallActions {
  acknowledge(alarmId: string): void
  /** Null where nobody can claim a caller so that others see it. */
  readonly advance: ((missedId: string, act: MissedAct) => void) | null
  /** Opens the console's dialler with that number; the console says when to call. Null without a telephone. */
  readonly dial: ((number: string) => void) | null
}

interface Parts {
  readonly view: WallView
  readonly actions: WallActions
  readonly show: (shown: Shown) => void
  readonly isWhole?: boolean
}

/** Nobody takes the next step with facts that are old. */
export function MissedTile({ view, actions, show }: Parts) {
  const { t } = useTranslation()
  return (
    <Tile name="missed" title={t('wall.tiles.missed')} count={view.missed.length} note={t('wall.missedNote')} fresh={view.fresh.queue}>
      <MissedList view={view} actions={actions} show={show} />
    </Tile>
  )
}

export function MissedList({ view, actions, show, isWhole = false }: Parts) {
  const { t } = useTranslation()
  return (
    <FitList
      label={t('wall.tiles.missed')} rowHeight={2.1} empty={t('wall.noMissed')}
      rows={view.missed.map((missed) => <MissedRow key={missed.queueCallId} missed={missed} canAct={view.fresh.queue.kind === 'live'} own={ownOf(missed, view)} seatOf={(extension) => view.facts.seats.find((each) => each.extension === extension)?.seat ?? null} actions={actions} />)} onMore={() => show({ kind: 'missed' })} isWhole={isWhole}
    />
  )
}

/** What whoever claimed the caller from here knows of him; null for everybody else. */
function ownOf({ state, callerKey }: LostCall, { ownClaims }: WallView): { readonly number: string | null } | null {
  return state === 'claimed' && callerKey !== null && callerKey in ownClaims ? { number: ownClaims[callerKey] ?? null } : null
}

/** What is dialled is complete: no home area is needed to read it. */
const shownNumber = (dialled: string) => parsePhoneNumber(dialled, { homeArea: '' }).display

const actsOf: Readonly<Record<LostCall['state'], readonly MissedAct[]>> = { lost: ['claim'], claimed: ['reached', 'not-reached'], done: [] }

interface MissedRowProps {
  readonly missed: LostCall
  readonly canAct: boolean
  readonly own: { readonly number: string | null } | null
  readonly actions: WallActions
  /** Null where nobody sits at that telephone now. */
  seatOf(extension: string): string | null
}

function MissedRow({ missed, canAct, own, actions: { advance, dial }, seatOf }: MissedRowProps) {
  const { t } = useTranslation()
  const names = useNames()
  const lostAt = missed.lostAt.at(-1) ?? 0
  const number = missed.maskedNumber === '' ? t('wall.withheld') : missed.maskedNumber
  const whole = own?.number ?? null
  const acts = own !== null && whole === null ? ['number' as const, ...actsOf[missed.state]] : actsOf[missed.state]
  const facts = [formatMinute(lostAt), names.queue(missed.queue), t('wall.waited', { span: formatSpan(missed.waitedMs) }), ...triesIn(missed, seatOf, t)]
  return (
    <div className="row missed-row" data-missed={missed.queueCallId} data-step={missed.state}>
      <span className="caller">
        <span className="number">{whole === null ? number : shownNumber(whole)}</span>
        {missed.lostAt.length > 1 && <span className="mark">{t('wall.lostTimes', { count: missed.lostAt.length })}</span>}
      </span>
      <span className="dim">{facts.filter((fact) => fact !== null).join(' · ')}{missed.state === 'claimed' && <strong className="claimed"> · {t('wall.claimedBy', { who: missed.by.name, time: formatMinute(missed.since) })}</strong>}</span>
      {/* Whose number is withheld cannot be rung back: nothing to claim. */}
      <span className="acts">
        {whole !== null && dial !== null && <button type="button" className="act" data-item data-act="dial" aria-label={`${t('wall.missedAct.dial')} ${whole}`} onClick={() => dial(whole)}>{t('wall.missedAct.dial')}</button>}
        {missed.callerKey !== null && advance !== null && acts.map((act) => (
          <button key={act} type="button" className="act" data-item data-act={act} aria-disabled={!canAct} aria-label={`${t(`wall.missedAct.${act}`)} ${number}`} onClick={() => { if (canAct) advance(missed.queueCallId, act) }}>{t(`wall.missedAct.${act}`)}</button>
        ))}
      </span>
    </div>
  )
}

/** How often he was rung in vain, and which seat did it last, where the PBX has told. */
function triesIn({ tries }: LostCall, seatOf: (extension: string) => string | null, t: TFunction): readonly string[] {
  const last = tries.findLast(({ from }) => from !== null)
  if (tries.length === 0) return []
  const count = t('wall.tried', { count: tries.length })
  if (last === undefined || last.from === null) return [count]
  const [time, seat] = [formatMinute(last.at), seatOf(last.from)]
  return [count, seat === null ? t('wall.rungBackFrom', { extension: last.from, time }) : t('wall.rungBackBy', { seat, time })]
}

export function AlarmsTile({ view, actions, show }: Parts) {
  const { t } = useTranslation()
  const open = view.alarms.filter(({ state }) => state !== 'acknowledged').length
  return (
    <Tile name="alarms" title={t('alarms.title')} note={t('alarms.open', { count: open })} fresh={view.fresh.queue.kind === 'none' ? view.fresh.orders : view.fresh.queue}>
      <AlarmList view={view} actions={actions} show={show} />
    </Tile>
  )
}

export function AlarmList({ view, actions, show, isWhole = false }: Parts) {
  const { t } = useTranslation()
  return (
    <FitList
      label={t('alarms.title')} rowHeight={2.1} empty={t('wall.noAlarms')}
      rows={view.alarms.map((alarm) => <AlarmRow key={alarm.id} alarm={alarm} view={view} canAct={freshOf(alarm, view).kind === 'live'} onAcknowledge={() => actions.acknowledge(alarm.id)} />)} onMore={() => show({ kind: 'alarms' })} isWhole={isWhole}
    />
  )
}

/** RED orders and silent calls are heard of with the orders, also where no PBX is. */
function freshOf({ rule }: Alarm, { fresh }: WallView): Freshness {
  return rule === 'red-opened' || rule === 'silent-calls' ? fresh.orders : fresh.queue
}

const severityOf: Readonly<Record<AlarmRule, Exclude<Severity, 'BLUE'>>> = {
  'red-opened': 'RED', 'wait-long': 'ORANGE', 'nobody-idle': 'ORANGE', 'silent-calls': 'ORANGE', 'queue-long': 'YELLOW', 'wrap-up-long': 'YELLOW', 'call-long': 'YELLOW', 'feed-stale': 'ORANGE',
}

function AlarmRow({ alarm, view, canAct, onAcknowledge }: { readonly alarm: Alarm; readonly view: WallView; readonly canAct: boolean; readonly onAcknowledge: () => void }) {
  const { t } = useTranslation()
  const words = useAlarmWords(alarm, view)
  const severity = severityOf[alarm.rule]
  // A call for help is accepted where it rings, by whoever takes the responsibility: a tick on a wall would leave the agent waiting.
  const isHelp = view.facts.alarmSubjects[alarm.subject]?.kind === 'help'
  return (
    <div className="row alarm-row" data-alarm={alarm.rule} data-acknowledged={alarm.state === 'acknowledged'} data-escalated={alarm.state === 'escalated'}>
      <span className="severity-place" data-severity={severity}><SeverityShape severity={severity} /><span className="visually-hidden">{t(`wall.severity.${severity}`)}</span></span>
      <span className="alarm-words" title={words}>{words}</span>
      {/* Of what nobody takes it matters more when the leads were told than when it came up. */}
      {alarm.state === 'escalated'
        ? <strong className="claimed">{alarm.toldAt === null ? t('alarms.state.escalated') : t('alarms.state.told', { time: formatMinute(alarm.toldAt) })}</strong>
        : <span className="dim">{formatMinute(alarm.raisedAt)}</span>}
      {alarm.state === 'acknowledged' ? (
        <span className="dim">{t('alarms.state.acknowledged', { name: alarm.by.name })}</span>
      ) : isHelp ? (
        <span className="dim">{t('alarms.acceptThere')}</span>
      ) : (
        <button type="button" className="act" data-item aria-disabled={!canAct} aria-label={`${t('alarms.acknowledge')} ${words}`} onClick={() => { if (canAct) onAcknowledge() }}>{t('alarms.acknowledge')}</button>
      )}
    </div>
  )
}

function useAlarmWords({ rule, subject, value }: Alarm, view: WallView): string {
  const { t } = useTranslation()
  const names = useNames()
  const about = view.facts.alarmSubjects[subject]
  if (about?.kind === 'help') return t('alarms.help', { seat: about.seat, name: about.name })
  const call = rule === 'call-long' ? view.calls.find(({ queueCallId }) => queueCallId === subject) : undefined
  const number = about === undefined ? subject : about.number === '' ? t(about.kind === 'order' ? 'wall.secretOrder' : 'wall.withheld') : about.number
  return t(`alarms.measured.${rule}`, { queue: names.queue(subject), seat: call?.seat ?? call?.extension ?? subject, number, time: formatSpan(value), count: value })
}
