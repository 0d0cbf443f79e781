import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { isComposing } from '../is-composing'
import classes from './choice-grid.module.css'

export interface GridCell {
  readonly key: string
  readonly label: ReactNode
  /** Read out, since a cell may show a shape only. */
  readonly name: string
  readonly isOn: boolean
  /** Said below the grid while the cell is pointed at. */
  readonly hint: string
}

export interface GridRow {
  readonly key: string
  readonly name: string
  readonly cells: readonly (GridCell | null)[]
}

/**
 * Things by levels, for tags and emotions: arrows move, a digit leads to a row, Enter or space takes, one stop for Tab.
 */
export function ChoiceGrid(props: {
  readonly label: string
  readonly rows: readonly GridRow[]
  readonly columns?: readonly { readonly label: string; readonly span: number }[]
  readonly startRow?: string | undefined
  onPick(row: string, cell: string): void
}) {
  const { rows, label } = props
  const grid = useRef<HTMLTableElement>(null)
  const begin = Math.max(0, rows.findIndex((row) => row.key === props.startRow))
  const [at, setAt] = useState({ row: begin, column: firstCell(rows[begin]) })
  const [hint, setHint] = useState('')

  const go = (row: number, column: number) => {
    const target = grid.current?.querySelector<HTMLElement>(`[data-at="${row}-${column}"]`)
    if (target === null || target === undefined) return false
    setAt({ row, column })
    target.focus()
    return true
  }
  const across = (step: number) => {
    const cells = rows[at.row]?.cells ?? []
    for (let column = at.column + step; column >= 0 && column < cells.length; column += step) if (go(at.row, column)) return
  }
  const down = (step: number) => {
    const row = (at.row + step + rows.length) % rows.length
    if (!go(row, at.column)) go(row, nearestCell(rows[row], at.column))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return
    const digit = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1
    if (event.key === 'ArrowDown') down(1)
    else if (event.key === 'ArrowUp') down(-1)
    else if (event.key === 'ArrowRight') across(1)
    else if (event.key === 'ArrowLeft') across(-1)
    else if (digit >= 0 && digit < rows.length) go(digit, nearestCell(rows[digit], at.column))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={classes.wrap}>
      <table ref={grid} role="grid" aria-label={label} className={classes.grid} onKeyDown={onKeyDown}>
        {props.columns !== undefined && (
          <thead><tr><th><span className="visually-hidden">{label}</span></th>{props.columns.map((column) => <th key={column.label} scope="colgroup" colSpan={column.span}>{column.label}</th>)}</tr></thead>
        )}
        <tbody>
          {rows.map((row, rowAt) => (
            <tr key={row.key}>
              <th scope="row"><span className={classes.number}>{rowAt < 9 ? rowAt + 1 : ''}</span>{row.name}</th>
              {row.cells.map((cell, column) => (
                <td key={cell?.key ?? column}>
                  {cell !== null && (
                    <button
                      type="button"
                      data-at={`${rowAt}-${column}`}
                      aria-pressed={cell.isOn}
                      aria-label={cell.name}
                      tabIndex={rowAt === at.row && column === at.column ? 0 : -1}
                      className={classes.cell}
                      onFocus={() => setHint(cell.hint)}
                      onMouseEnter={() => setHint(cell.hint)}
                      onClick={() => {
                        setAt({ row: rowAt, column })
                        props.onPick(row.key, cell.key)
                      }}
                    >
                      {cell.label}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.hint} aria-live="polite">{hint}</p>
    </div>
  )
}

function firstCell(row: GridRow | undefined): number {
  return nearestCell(row, 0)
}

function nearestCell(row: GridRow | undefined, column: number): number {
  const there = (row?.cells ?? []).flatMap((cell, index) => (cell === null ? [] : [index]))
  return there.reduce((best, index) => (Math.abs(index - column) < Math.abs(best - column) ? index : best), there[0] ?? 0)
}
