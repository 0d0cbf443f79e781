import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Freshness } from './freshness'
import type { RoomView } from './room-view'
import { StateMark } from './seat-tiles'
import { Elapsed, FreshProvider } from './ticker'
import { FreshnessNote } from './tile'

/** Numbers that can be read from six metres; no name, no reason, nobody's own time. */
export function RoomWall({ room }: { readonly room: RoomView }) {
  const { t } = useTranslation()
  return (
    <main className="room">
      <Panel name="waiting" title={t('wall.waitingNow.name')} fresh={room.queue}>
        <p className="huge" data-late={room.waiting > 0}>{room.waiting}</p>
        <p className="large">{room.longestSince === null ? t('wall.nobodyWaits') : <>{t('wall.waitingNow.longest')} <Elapsed since={room.longestSince} lateAfterMs={room.answerWithinMs} /></>}</p>
      </Panel>
      <Panel name="seats" title={t('wall.tiles.seats')} fresh={room.seats}>
        <ul className="counts">
          {room.counts.map(({ state, count }) => (
            <li key={state} data-count={state}><StateMark state={state === 'away' ? 'break' : state} /><span>{t(`wall.roomStates.${state}`)}</span><strong>{count}</strong></li>
          ))}
        </ul>
      </Panel>
      <Panel name="figures" title={t('wall.tiles.figures')} fresh={room.figuresFresh}>
        <ul className="counts">
          {room.figures.map(({ code, value, target, state }) => (
            <li key={code} data-count={code} data-state={state}>
              <span>{t(`figures.name.${code}`)}<small>{target === null ? '' : t('wall.targetOf', { target })}</small></span>
              <strong>{value === null ? '—' : <>{state === 'missed' ? '◆ ' : ''}{value.toFixed(1)}<small>%</small></>}</strong>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel name="risks" title={t('wall.tiles.risks')} fresh={room.orders}>
        <ul className="counts">
          <li data-count="red"><span className="red">{t('wall.severity.RED')}</span><strong>{room.open.red}</strong></li>
          <li data-count="orange"><span className="orange">{t('wall.severity.ORANGE')}</span><strong>{room.open.orange}</strong></li>
          <li data-count="secret"><span>{t('wall.secretOrders')}</span><strong>{room.open.secret}</strong></li>
          <li data-count="missed"><span>{t('wall.tiles.missed')}</span><strong>{room.missed}</strong></li>
        </ul>
      </Panel>
    </main>
  )
}

function Panel({ name, title, fresh, children }: { readonly name: string; readonly title: string; readonly fresh: Freshness; readonly children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <section className="panel" data-tile={name} data-fresh={fresh.kind}>
      <h2>{title}</h2>
      <FreshProvider value={fresh}>{fresh.kind === 'none' ? <p className="large">{t('wall.fresh.noneYet')}</p> : children}</FreshProvider>
      {fresh.kind !== 'live' && <p className="panel-age"><FreshnessNote fresh={fresh} /></p>}
    </section>
  )
}
