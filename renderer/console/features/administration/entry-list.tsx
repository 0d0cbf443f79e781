import { useContext, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '../../../ui/is-composing'
import classes from './administration.module.css'
import { TakesFocus } from './takes-focus'

export interface Entry {
  readonly id: string
  readonly title: string
  readonly note: string
  /** False: kept for what names it, not in use any more. */
  readonly isActive: boolean
}

export interface EntryListProps {
  readonly title: string
  readonly entries: readonly Entry[]
  readonly selected: string | null
  /** Words of the button that begins a new one; null where none can be added. */
  readonly addWords: string | null
  /** Beside it something has to be settled first: nothing is chosen or added until then, and adding the next one is the next key after. */
  readonly isHeld?: boolean
  select(id: string): void
  add(): void
}

/** A list with its search: arrows lead from the search into the list and along it. */
export function EntryList({ title, entries, selected, addWords, isHeld = false, select, add }: EntryListProps) {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const adding = useRef<HTMLButtonElement>(null)
  const wasHeld = useRef(isHeld)
  const takesFocus = useContext(TakesFocus)
  const wanted = query.trim().toLowerCase()
  const shown = entries.filter((entry) => `${entry.title} ${entry.note}`.toLowerCase().includes(wanted))
  useEffect(() => {
    if (wasHeld.current && !isHeld) adding.current?.focus()
    wasHeld.current = isHeld
  }, [isHeld])
  const go = (to: number) => {
    const entry = shown[Math.min(shown.length - 1, Math.max(0, to))]
    if (entry === undefined) return
    select(entry.id)
    list.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entry.id)}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || isHeld) return
    const at = shown.findIndex(({ id }) => id === selected)
    const isInList = list.current?.contains(event.target as Node) === true
    if (event.key === 'ArrowDown') go(isInList ? at + 1 : Math.max(0, at))
    else if (event.key === 'ArrowUp' && isInList) go(at - 1)
    else if (event.key === 'Home' && isInList) go(0)
    else if (event.key === 'End' && isInList) go(shown.length - 1)
    else return
    event.preventDefault()
  }
  return (
    <section className={classes.list} aria-label={title} onKeyDown={onKeyDown}>
      <div className={classes.listHead}>
        <input type="search" autoFocus={takesFocus} value={query} onChange={(event) => setQuery(event.currentTarget.value)} placeholder={t('administration.find')} aria-label={t('administration.find')} />
        {addWords !== null && <button ref={adding} type="button" className={classes.button} disabled={isHeld} onClick={add}>{addWords}</button>}
      </div>
      <ul ref={list}>
        {shown.map((entry, index) => (
          <li key={entry.id}>
            <button
              type="button" className={classes.entry} data-entry={entry.id} aria-pressed={entry.id === selected} disabled={isHeld} onClick={() => select(entry.id)}
              tabIndex={entry.id === selected || (index === 0 && !shown.some(({ id }) => id === selected)) ? 0 : -1}
            >
              <b>{entry.title}</b>
              <span>{entry.note}</span>
              {!entry.isActive && <span className={classes.inactive}>{t('administration.inactive')}</span>}
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className={classes.note}>{t(entries.length === 0 ? 'administration.empty' : 'administration.noneFound')}</p>}
    </section>
  )
}
