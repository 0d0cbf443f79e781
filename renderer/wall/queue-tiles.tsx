import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { WaitingCall } from '../../shared/queue/queue-state'
import { CallerMarks } from './caller-marks'
import { arrangeQueues, usePrinting, useRoom } from './fit'
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

/** All queues, in the house's order; where there is no room for all, those in which somebody waits come first. */
export function QueueList({ view, show, isWhole = false }: { readonly view: WallView; readonly show: (shown: Shown) => void; readonly isWhole?: boolean }) {
  const { t } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  const room = useRoom(list)
  const isPrinting = usePrinting()
  useRoving(list)
  const { queues } = view
  const { density, shown } = isWhole || isPrinting ? { density: 'full', shown: queues.length } : room === null ? { density: 'full', shown: 0 } : arrangeQueues(queues.length, room)
  const rest = queues.length - shown
  const lines = rest === 0 ? queues : [...queues.filter(({ waiting }) => waiting > 0), ...queues.filter(({ waiting }) => waiting === 0)].slice(0, shown)
  return (
    <ul className="list queue-list" ref={list} data-list data-density={density} data-rest={rest} aria-label={t('wall.tiles.queues')}>
      {lines.map((line) => (
        <li key={line.queue} className="row-place"><QueueRow line={line} targetMs={view.facts.targets.answerWithinMs} onOpen={() => show({ kind: 'waiting', queue: line.queue })} /></li>
      ))}
      {rest > 0 && room !== null && (
        <li className="row-place"><button type="button" className="more" data-item onClick={() => show({ kind: 'queues' })}>{t('wall.more', { count: rest })}</button></li>
      )}
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

