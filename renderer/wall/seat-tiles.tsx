import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SeatStateKind, SeatStatus } from '../../shared/queue/seat-state'
import { SeverityBadge, SeverityShape } from '../ui/severity-badge'
import { CallerMarks } from './caller-marks'
import { arrangeSeats, usePrinting, useRoom } from './fit'
import { FitList } from './fit-list'
import { useNames } from './names'
import { useRoving } from './roving'
import type { Shown } from './shown'
import { Elapsed } from './ticker'
import { Tile } from './tile'
import type { Targets } from './wall-port'
import type { CallLine, WallView } from './wall-view'

/** Everybody by state and seat number; nobody is ranked. */
export function SeatsTile({ view, show }: { readonly view: WallView; readonly show: (shown: Shown) => void }) {
  const { t } = useTranslation()
  const signedIn = view.groups.reduce((sum, { seats }) => sum + seats.length, 0)
  return (
    <Tile name="seats" title={t('wall.tiles.seats')} count={signedIn} note={t('wall.seatsNote')} fresh={view.fresh.seats}>
      <SeatGroups view={view} show={show} />
    </Tile>
  )
}

export function SeatGroups({ view, show, isWhole = false }: { readonly view: WallView; readonly show: (shown: Shown) => void; readonly isWhole?: boolean }) {
  const { t } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  const room = useRoom(place)
  const isPrinting = usePrinting()
  useRoving(place)
  const sizes = view.groups.map(({ seats }) => seats.length)
  const fitted = room === null ? null : arrangeSeats(sizes, isWhole || isPrinting ? { ...room, height: Number.MAX_SAFE_INTEGER } : room)
  const rest = sizes.reduce((sum, size, index) => sum + size - (fitted?.shown[index] ?? 0), 0)
  return (
    <div className="groups" ref={place} data-list role="group" aria-label={t('wall.tiles.seats')} data-density={fitted?.density ?? 'full'} data-columns={fitted?.columns ?? 1}>
      {fitted !== null && view.groups.map(({ state, seats }, index) => (
        fitted.shown[index] == null ? null : (
          <section key={state} className="group" data-group={state}>
            <h3><StateMark state={state} />{t(`wall.states.${state}`)}<span className="count">{seats.length}</span></h3>
            <ul className="chips">
              {seats.slice(0, fitted.shown[index]).map((seat) => (
                <li key={seat.seat}><SeatChip seat={seat} targets={view.facts.targets} onOpen={() => show({ kind: 'seat', seat: seat.seat })} /></li>
              ))}
            </ul>
          </section>
        )
      ))}
      {fitted !== null && rest > 0 && <button type="button" className="more" data-item onClick={() => show({ kind: 'seats' })}>{t('wall.moreSeats', { count: rest })}</button>}
    </div>
  )
}

function SeatChip({ seat, targets, onOpen }: { readonly seat: SeatStatus; readonly targets: Targets; readonly onOpen: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const late = lateAfter(seat.state, targets)
  return (
    <button type="button" className="chip" data-item data-seat={seat.seat} onClick={onOpen}>
      <span className="seat-number">{seat.seat}</span>
      <span className="seat-name">{seat.name}</span>
      {seat.isLocked === true && <span className="reason" data-locked>{t('wall.locked')}</span>}
      {seat.severity !== null && <SeverityBadge severity={seat.severity} label={t(`wall.severity.${seat.severity}`)} look="tint" />}
      {seat.reason !== null && <span className="reason">{names.reason(seat.reason)}</span>}
      <Elapsed since={seat.since} {...(late === null ? {} : { lateAfterMs: late })} />
    </button>
  )
}

export function lateAfter(state: SeatStateKind, targets: Targets): number | null {
  if (state === 'talking' || state === 'on-hold') return targets.talkMs
  return state === 'wrap-up' ? targets.wrapUpMs : null
}

/** A shape of its own for each kind of state, so that it is told without colours. */
export function StateMark({ state }: { readonly state: SeatStateKind }) {
  const shape = { talking: 'full', 'on-hold': 'pause', ringing: 'ring', 'wrap-up': 'half', ready: 'ring', break: 'pause', meeting: 'pause', training: 'pause', busy: 'pause', 'red-rest': 'pause', 'signed-out': 'none' } as const
  return <span className="state-mark" data-shape={shape[state]} data-of={state} aria-hidden="true" />
}

export function CallsTile({ view, show }: { readonly view: WallView; readonly show: (shown: Shown) => void }) {
  const { t } = useTranslation()
  return (
    <Tile name="calls" title={t('wall.tiles.calls')} count={view.calls.length} fresh={view.freshSeats}>
      <CallList view={view} show={show} />
    </Tile>
  )
}

export function CallList({ view, show, isWhole = false }: { readonly view: WallView; readonly show: (shown: Shown) => void; readonly isWhole?: boolean }) {
  const { t } = useTranslation()
  return (
    <FitList
      label={t('wall.tiles.calls')}
      rowHeight={1.9}
      empty={t('wall.noCalls')}
      rows={view.calls.map((call) => <CallRow key={call.queueCallId} call={call} talkMs={view.facts.targets.talkMs} onOpen={() => show(call.seat === null ? { kind: 'calls' } : { kind: 'seat', seat: call.seat })} />)}
      onMore={() => show({ kind: 'calls' })}
      isWhole={isWhole}
    />
  )
}

function CallRow({ call, talkMs, onOpen }: { readonly call: CallLine; readonly talkMs: number; readonly onOpen: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <button type="button" className="row call-row" data-item onClick={onOpen}>
      <span className="severity-place" data-severity={call.severity}>{call.severity !== null && <><SeverityShape severity={call.severity} /><span className="visually-hidden">{t(`wall.severity.${call.severity}`)}</span></>}</span>
      <span className="seat-number">{call.seat ?? call.extension}</span>
      <span className="seat-name">{call.name ?? t('wall.noConsole')}</span>
      <CallerMarks caller={call.caller} />
      <span className="dim">{call.heldSince === null ? names.queue(call.queue) : t('wall.states.on-hold')}</span>
      <Elapsed since={call.answeredAt} lateAfterMs={talkMs} />
    </button>
  )
}
