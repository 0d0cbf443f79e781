import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { WaitingCall } from '../../shared/queue/queue-state'
import { CallerMarks } from './caller-marks'
import { FitList } from './fit-list'
import { useNames } from './names'
import { useRoving } from './roving'
import { Elapsed, WaitBar } from './ticker'
import { Tile } from './tile'
import type { QueueLine, WallView } from './wall-view'
import type { Shown } from './shown'

/** The bar of a wait is full at four times the target. */
const fullOfTarget = 4

export function QueuesTile({ view, show }: { readonly view: WallView; readonly show: (shown: Shown) => void }) {
  const { t } = useTranslation()
  const { answerWithinMs } = view.facts.targets
  return (
    <Tile name="queues" title={t('wall.tiles.queues')} note={t('wall.queuesNote', { seconds: answerWithinMs / 1000 })} fresh={view.fresh.queue}>
      <QueueList view={view} show={show} />
    </Tile>
  )
}

function QueueList({ view, show }: { readonly view: WallView; readonly show: (shown: Shown) => void }) {
  const { t } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  useRoving(list)
  const { answerWithinMs } = view.facts.targets
  return (
    <ul className="list" ref={list} data-list aria-label={t('wall.tiles.queues')}>
      {view.queues.map((line) => (
        <li key={line.queue} className="row-place"><QueueRow line={line} targetMs={answerWithinMs} onOpen={() => show({ kind: 'waiting', queue: line.queue })} /></li>
      ))}
    </ul>
  )
}

function QueueRow({ line, targetMs, onOpen }: { readonly line: QueueLine; readonly targetMs: number; readonly onOpen: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <button type="button" className="row queue-row" data-item data-queue={line.queue} onClick={onOpen}>
      <span className="strong">{names.queue(line.queue)}</span>
      <strong className="big" data-zero={line.waiting === 0}>{line.waiting}</strong>
      {line.longestSince === null ? <span className="time">—</span> : <Elapsed since={line.longestSince} lateAfterMs={targetMs} />}
      <WaitBar since={line.longestSince} targetMs={targetMs} fullMs={targetMs * fullOfTarget} />
      <span className="dim">{t('wall.readyOf', { ready: line.ready, count: line.members })}</span>
    </button>
  )
}

export function WaitingTile({ view, show }: { readonly view: WallView; readonly show: (shown: Shown) => void }) {
  const { t } = useTranslation()
  return (
    <Tile name="waiting" title={t('wall.tiles.waiting')} count={view.waiting.length} fresh={view.fresh.queue}>
      <WaitingList view={view} calls={view.waiting} show={show} />
    </Tile>
  )
}

export function WaitingList({ view, calls, show, isWhole = false }: { readonly view: WallView; readonly calls: readonly WaitingCall[]; readonly show: (shown: Shown) => void; readonly isWhole?: boolean }) {
  const { t } = useTranslation()
  return (
    <FitList
      label={t('wall.tiles.waiting')}
      rowHeight={1.9}
      empty={t('wall.nobodyWaits')}
      rows={calls.map((call) => <WaitingRow key={call.queueCallId} call={call} targetMs={view.facts.targets.answerWithinMs} onOpen={() => show({ kind: 'waiting', queue: call.queue })} />)}
      onMore={() => show({ kind: 'waiting', queue: null })}
      isWhole={isWhole}
    />
  )
}

function WaitingRow({ call, targetMs, onOpen }: { readonly call: WaitingCall; readonly targetMs: number; readonly onOpen: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <button type="button" className="row waiting-row" data-item onClick={onOpen}>
      <span className="dim">{t('wall.position', { count: call.position })}</span>
      <CallerMarks caller={call.caller} />
      <span className="dim">{call.offeredTo.length > 0 ? t('wall.ringsAt', { seats: call.offeredTo.length }) : names.queue(call.queue)}</span>
      <Elapsed since={call.enteredAt} lateAfterMs={targetMs} />
    </button>
  )
}

