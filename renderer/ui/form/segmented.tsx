import { useRef, type KeyboardEvent } from 'react'
import { isComposing } from '../is-composing'
import classes from './segmented.module.css'

export interface SegmentedProps<T extends string> {
  readonly label: string
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly value: T | null
  readonly size?: 'field' | 'inline'
  onChoose(value: T): void
  /** Enter: the choice is made, on to the next field. */
  onDone?(): void
}

/**
 * One of a few: arrows move and choose, digits choose by place, one stop for Tab. Arrows stop at both ends: a key held down or
 * pressed once too often never lands on the far side.
 */
export function Segmented<T extends string>({ label, options, value, size = 'field', onChoose, onDone }: SegmentedProps<T>) {
  const group = useRef<HTMLDivElement>(null)
  const current = options.findIndex((option) => option.value === value)
  const choose = (index: number) => {
    const option = options[index]
    if (option === undefined) return
    onChoose(option.value)
    group.current?.querySelectorAll<HTMLElement>('[role=radio]')[options.indexOf(option)]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return
    const digit = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1
    if (digit >= 0 && digit < options.length) choose(digit)
    else if (event.key === 'ArrowRight' || event.key === 'ArrowDown') choose(Math.min(options.length - 1, current + 1))
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') choose(Math.max(0, current - 1))
    else if (event.key === 'Enter' && onDone !== undefined) onDone()
    else return
    event.preventDefault()
  }
  return (
    <div ref={group} role="radiogroup" aria-label={label} className={classes.group} data-size={size} tabIndex={-1} onKeyDown={onKeyDown}>
      {options.map((option, index) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={index === Math.max(0, current) ? 0 : -1}
          className={classes.item}
          onClick={() => onChoose(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
