import { useRef } from 'react'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { rowsThatFit, usePrinting, useRoom } from './fit'
import { useRoving } from './roving'

/**
 * As many rows as the tile has room for, and a last one that says how many more there are and opens them: a wall is not scrolled.
 * `rowHeight` in em.
 */
export function FitList(props: {
  readonly label: string
  readonly rowHeight: number
  readonly empty: string
  /** Each with a key of its own. */
  readonly rows: readonly ReactElement[]
  readonly onMore: () => void
  /** In a dialogue there is room for all of them. */
  readonly isWhole?: boolean
}) {
  const { t } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  const room = useRoom(list)
  const isPrinting = usePrinting()
  useRoving(list)
  const capacity = room === null ? 0 : Math.floor((room.height + 1) / (props.rowHeight * room.fontSize))
  const count = props.isWhole === true || isPrinting ? props.rows.length : rowsThatFit(props.rows.length, capacity)
  const rest = props.rows.length - count
  return (
    <ul className="list" ref={list} data-list aria-label={props.label} data-rest={rest}>
      {props.rows.length === 0 && <li className="nothing">{props.empty}</li>}
      {props.rows.slice(0, count).map((row) => <li key={row.key} className="row-place">{row}</li>)}
      {rest > 0 && room !== null && (
        <li className="row-place"><button type="button" className="more" data-item onClick={props.onMore}>{t('wall.more', { count: rest })}</button></li>
      )}
    </ul>
  )
}
