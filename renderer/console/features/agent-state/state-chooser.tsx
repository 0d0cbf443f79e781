import { useState, type KeyboardEvent } from 'react'
import { Dialog } from '../../../ui/dialog'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import { useFocusBack } from '../../../ui/use-focus-back'
import classes from './state-chooser.module.css'

export interface StateOption {
  readonly id: string
  readonly label: string
  /** What it may take, in words. */
  readonly limit: string | null
  readonly isCurrent: boolean
}

export interface StateGroup {
  readonly id: string
  readonly title: string
  readonly options: readonly StateOption[]
}

export interface StateChooserProps {
  readonly title: string
  /** What choosing means now: at once, or after this call. */
  readonly note: string
  /** Back to work; null where that is the state already. */
  readonly ready: { readonly label: string } | null
  readonly groups: readonly StateGroup[]
  /** Where the first digit would lead; a key of its own saves it. */
  readonly opened: string | null
  /** The end of the shift; null where it is not the time for it. */
  readonly leave: { readonly label: string; readonly keys: string; perform(): void } | null
  choose(group: string, option: string): void
  chooseReady(): void
  onClose(): void
}

/**
 * Two digits choose: what, and why; 0 goes back to work. It lies over the screen only after its own key, and gives the keyboard back to
 * where it was.
 */
export function StateChooser({ title, note, ready, groups, opened, leave, choose, chooseReady, onClose }: StateChooserProps) {
  useFocusBack()
  const [column, setColumn] = useState(opened ?? (groups.length === 1 ? (groups[0]?.id ?? null) : null))
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey || event.repeat || !/^\d$/.test(event.key)) return
    event.preventDefault()
    const digit = Number(event.key)
    if (leave !== null && column === null && event.key === leave.keys) return leave.perform()
    if (digit === 0) return ready === null ? undefined : chooseReady()
    const chosen = groups.find(({ id }) => id === column)
    if (chosen === undefined) return setColumn(groups[digit - 1]?.id ?? null)
    const option = chosen.options[digit - 1]
    if (option !== undefined) choose(chosen.id, option.id)
  }
  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || column === null || opened !== null || groups.length === 1) return
    event.stopPropagation()
    setColumn(null)
  }
  return (
    <Dialog onClose={onClose} title={title} size={groups.length <= 1 ? 420 : 760}>
      <div className={classes.chooser} onKeyDown={onKeyDown} onKeyDownCapture={onEscape} role="group" aria-label={title} data-testid="state-chooser" tabIndex={-1} data-autofocus>
        <p className={classes.note}>{note}</p>
        {ready !== null && <button type="button" className={classes.option} data-state="ready" onClick={chooseReady}><span>{ready.label}</span><Kbd keys="0" /></button>}
        <div className={classes.columns} style={{ gridTemplateColumns: `repeat(${Math.max(1, groups.length)}, minmax(0, 1fr))` }}>
          {groups.map((group, index) => (
            <section key={group.id} className={classes.column} data-open={column === group.id} data-dim={column !== null && column !== group.id} aria-label={group.title}>
              {groups.length > 1 && <h3><Kbd keys={String(index + 1)} /> {group.title}</h3>}
              {group.options.map((option, place) => (
                <button key={option.id} type="button" className={classes.option} aria-pressed={option.isCurrent} data-state={group.id} data-reason={option.id} onClick={() => choose(group.id, option.id)}>
                  <span>{option.label}{option.limit !== null && <i>{option.limit}</i>}</span>
                  {column === group.id && <Kbd keys={String(place + 1)} />}
                </button>
              ))}
            </section>
          ))}
        </div>
        {leave !== null && <button type="button" className={classes.option} data-state="leave" onClick={() => leave.perform()}><span>{leave.label}</span><Kbd keys={leave.keys} /></button>}
      </div>
    </Dialog>
  )
}
