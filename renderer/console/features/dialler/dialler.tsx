import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/dialog'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import classes from './dialler.module.css'

/** Somebody who can be called: of the list of departments, or the number as it was typed. */
export interface DiallerEntry {
  readonly number: string
  readonly name: string | null
}

/** What is done with the number that is chosen; the first one by Enter, the second by Shift+Enter. */
export interface DiallerWay {
  readonly id: string
  readonly label: string
  perform(number: string): void
}

export interface DiallerProps {
  readonly title: string
  readonly note: string
  /** What stands in the box at first. */
  readonly initial: string
  readonly ways: readonly [DiallerWay, ...DiallerWay[]]
  find(text: string): readonly DiallerEntry[]
  onClose(): void
}

const keys = ['Enter', '⇧Enter'] as const

/** One box for names, initials and numbers, typed or pasted; nothing is called before it is said how. */
export function Dialler({ title, note, initial, ways, find, onClose }: DiallerProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(initial)
  // Nobody is chosen before something was typed or an arrow was pressed: Enter alone calls no one.
  const [selected, select] = useState(initial === '' ? -1 : 0)
  const entries = find(text.trim())
  const chosen = entries[Math.min(selected, entries.length - 1)]
  const go = (way: DiallerWay | undefined) => chosen !== undefined && way?.perform(chosen.number)
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isComposing(event) || event.repeat) return
    if (event.key === 'ArrowDown') select(Math.min(entries.length - 1, selected + 1))
    else if (event.key === 'ArrowUp') select(Math.max(0, selected - 1))
    else if (event.key === 'Enter') go(ways[event.shiftKey ? 1 : 0])
    else return
    event.preventDefault()
  }
  return (
    <Dialog onClose={onClose} title={title} size={520}>
      <input
        className={classes.input} data-autofocus autoFocus value={text} placeholder={t('dialler.placeholder')} aria-label={title} inputMode="tel"
        role="combobox" aria-expanded={entries.length > 0} aria-controls="dialler-entries" aria-activedescendant={chosen === undefined ? undefined : `dialler-${entries.indexOf(chosen)}`}
        onChange={(event) => {
          setText(event.currentTarget.value)
          select(event.currentTarget.value.trim() === '' ? -1 : 0)
        }}
        onKeyDown={onKeyDown}
      />
      <p className={classes.note}>{note}</p>
      <ul id="dialler-entries" role="listbox" aria-label={title} className={classes.entries}>
        {entries.map((entry, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the combobox above takes the keys for its options
          <li key={`${entry.number} ${entry.name}`} id={`dialler-${index}`} role="option" aria-selected={entry === chosen} className={classes.entry} onClick={() => select(index)}>
            <b>{entry.name ?? t('dialler.typed')}</b>
            <span>{entry.number}</span>
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className={classes.empty}>{t('dialler.nothing')}</p>}
      <div className={classes.ways}>
        {ways.map((way, index) => (
          <button key={way.id} type="button" className={index === 0 ? classes.main : classes.button} data-way={way.id} disabled={chosen === undefined} onClick={() => go(way)}>
            {way.label}{keys[index] !== undefined && <Kbd keys={keys[index]} tone={index === 0 ? 'on-accent' : 'plain'} />}
          </button>
        ))}
      </div>
    </Dialog>
  )
}
