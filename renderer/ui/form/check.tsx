import type { ReactNode } from 'react'
import classes from './check.module.css'

/** A tick with its words. */
export function Check(props: {
  readonly checked: boolean
  readonly disabled?: boolean
  readonly title?: string | undefined
  readonly children: ReactNode
  onChange(checked: boolean): void
}) {
  return (
    <label className={classes.check} data-disabled={props.disabled === true} title={props.title}>
      <input type="checkbox" className={classes.box} checked={props.checked} disabled={props.disabled} onChange={(event) => props.onChange(event.target.checked)} />
      <span className={classes.words}>{props.children}</span>
    </label>
  )
}
