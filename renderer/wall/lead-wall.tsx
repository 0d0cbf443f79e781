import type { CSSProperties } from 'react'
import type { Figure } from '../../shared/metrics/figure'
import { AlarmsTile, MissedTile } from './action-tiles'
import type { WallActions } from './action-tiles'
import { FigureStrip } from './figure-strip'
import { HalfHoursTile } from './half-hours-tile'
import { DuesTile, IntakeTile, RisksTile } from './order-tiles'
import { QueuesTile, WaitingTile } from './queue-tiles'
import { CallsTile, SeatsTile } from './seat-tiles'
import type { Shown } from './shown'
import { StatusLine } from './status-line'
import type { WallView } from './wall-view'

/** The whole floor for whoever answers for it: nothing scrolls, and what has no room says how much of it there is. */
export function LeadWall(props: {
  readonly view: WallView
  readonly actions: WallActions
  readonly show: (shown: Shown) => void
  readonly isDark: boolean
  readonly problem: string | null
  readonly onChartFailed: (thrown: unknown) => void
}) {
  const { view, actions, show } = props
  return (
    <>
      <FigureStrip view={view} onFigure={(figure: Figure) => show({ kind: 'figure', figure })} onWaiting={() => show({ kind: 'waiting', queue: null })} />
      <main className="floor">
        <div className="column column-queue" style={{ '--queues': view.queues.length } as CSSProperties}>
          <QueuesTile view={view} show={show} />
          <WaitingTile view={view} show={show} />
          <HalfHoursTile view={view} isDark={props.isDark} onFailed={props.onChartFailed} />
          <IntakeTile view={view} show={show} />
        </div>
        <div className="column column-seats">
          <SeatsTile view={view} show={show} />
          <CallsTile view={view} show={show} />
        </div>
        <div className="column column-orders">
          <RisksTile view={view} show={show} />
          <DuesTile view={view} show={show} />
          <MissedTile view={view} actions={actions} show={show} />
          <AlarmsTile view={view} actions={actions} show={show} />
        </div>
      </main>
      <StatusLine view={view} problem={props.problem} />
    </>
  )
}
