import { createContext, useContext, useId, type ReactNode } from 'react'
import classes from './field.module.css'

interface FieldIds {
  readonly input: string
  readonly issue: string | undefined
}
const FieldIdContext = createContext<FieldIds | null>(null)

/** What an input inside of a `Field` puts on itself, so that label and message belong to it. */
export function useFieldProps(): { readonly id?: string; readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: true } {
  const ids = useContext(FieldIdContext)
  if (ids === null) return {}
  return { id: ids.input, ...(ids.issue === undefined ? {} : { 'aria-describedby': ids.issue, 'aria-invalid': true as const }) }
}

export interface FieldProps {
  readonly label: string
  readonly slotId: string
  readonly width: 'half' | 'full'
  readonly isEmpty: boolean
  readonly issue?: { readonly text: string; readonly level: 'error' | 'warning' } | null
  /** Inside of the box, at its right end. */
  readonly trailing?: ReactNode
  readonly tall?: boolean
  /** A group of several controls: the label names the group, not one input. */
  readonly isGroup?: boolean
  readonly bare?: boolean
  readonly children: ReactNode
}

/** A label of 72 px and a box of one row: dashed while empty, a line below when there is something to say about it. */
export function Field({ label, slotId, width, isEmpty, issue = null, trailing, tall = false, isGroup = false, bare = false, children }: FieldProps) {
  const id = useId()
  const ids: FieldIds = { input: `field-${slotId}`, issue: issue === null ? undefined : `${id}m` }
  return (
    <div className={classes.row} data-width={width} data-slot={slotId} {...(isGroup ? { role: 'group', 'aria-labelledby': `${id}l` } : {})}>
      {isGroup
        ? <span className={classes.label} id={`${id}l`}>{label}</span>
        : <label className={classes.label} htmlFor={ids.input}>{label}</label>}
      <div className={classes.body}>
        <div className={bare ? classes.bare : classes.box} data-field-box data-empty={isEmpty} data-tall={tall} data-issue={issue?.level}>
          <FieldIdContext value={ids}>{children}</FieldIdContext>
          {trailing !== undefined && <div className={classes.trailing}>{trailing}</div>}
        </div>
        {issue !== null && <p className={classes.issue} id={ids.issue} data-level={issue.level}>{issue.text}</p>}
      </div>
    </div>
  )
}
