import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMinute } from '../ui/format-time'
import { usePrinting, useRoom } from './fit'
import type { HalfHourChart } from './half-hour-chart'
import { Tile } from './tile'
import type { HalfHour } from './wall-port'
import type { WallView } from './wall-view'

interface Parts {
  readonly view: WallView
  readonly isDark: boolean
  readonly onFailed: (thrown: unknown) => void
}

/** The morning by half hours: a picture, and the same as a table for those who do not see it. */
export function HalfHoursTile(parts: Parts) {
  const { t } = useTranslation()
  const { facts, fresh } = parts.view
  return (
    <Tile name="half-hours" title={t('wall.tiles.halfHours')} note={t('wall.halfHours.note', { seconds: facts.targets.answerWithinMs / 1000 })} fresh={fresh.figures}>
      <Curve {...parts} />
    </Tile>
  )
}

function Curve({ view, isDark, onFailed }: Parts) {
  const { t } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<HalfHourChart | null>(null)
  const room = useRoom(place)
  const isPrinting = usePrinting()
  const { halfHours, targets } = view.facts
  const target = targets.percent.SL15 ?? 0
  const fresh = view.fresh.figures
  const fontSize = Math.max(11, (room?.fontSize ?? 13) * 0.88)

  useEffect(() => {
    let isGone = false
    let made: HalfHourChart | null = null
    // Apart from the page's own code: the first picture of the wall does not wait for it.
    import('./half-hour-chart').then(
      ({ createHalfHourChart }) => {
        if (isGone || place.current === null) return
        made = createHalfHourChart(place.current)
        setChart(made)
      },
      onFailed,
    )
    return () => {
      isGone = true
      made?.dispose()
    }
  }, [onFailed])

  // What is the same by its values is not drawn again.
  const drawn = JSON.stringify(halfHours)
  useEffect(() => {
    if (chart === null) return
    chart.resize()
    draw(chart, { halfHours: JSON.parse(drawn) as readonly HalfHour[], target, fontSize })
  }, [chart, drawn, target, fontSize, room, isDark, isPrinting, fresh.kind])

  return (
    <>
      <div className="chart" ref={place} aria-hidden="true" />
      <table className="visually-hidden">
        <caption>{t('wall.tiles.halfHours')}</caption>
        <thead><tr><th scope="col">{t('wall.halfHours.from')}</th><th scope="col">{t('wall.halfHours.entered')}</th><th scope="col">{t('wall.halfHours.inTime')}</th><th scope="col">{t('wall.halfHours.usual')}</th></tr></thead>
        <tbody>
          {halfHours.map(({ from, entered, inTime, usual }) => (
            <tr key={from}><th scope="row">{formatMinute(from)}</th><td>{entered}</td><td>{inTime}</td><td>{usual ?? '—'}</td></tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function draw(chart: HalfHourChart, { halfHours, target, fontSize }: { readonly halfHours: readonly HalfHour[]; readonly target: number; readonly fontSize: number }): void {
  const style = getComputedStyle(document.querySelector('.tile-half-hours') ?? document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  chart.draw(halfHours, target, {
    text: colour('--text'), faint: colour('--text-3'), line: colour('--line'), bar: colour('--chart-bar'), part: colour('--chart-part'), warn: colour('--warn'), font: colour('--font'),
  }, fontSize)
}
