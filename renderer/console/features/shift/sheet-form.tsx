import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import type { SheetSectionWords } from './sheet-view'
import classes from './shift.module.css'

export interface SheetFormProps {
  /** What stands open, as the sheet has made itself up. */
  readonly sections: readonly (SheetSectionWords & { readonly isTyped: boolean })[]
  readonly takers: readonly { readonly id: string; readonly name: string }[]
  readonly signedAt: string | null
  readonly busy: boolean
  readonly problem: string | null
  sign(notes: Readonly<Record<string, readonly string[]>>, takerId: string | null): void
}

/** The sheet of the one who leaves: what is open stands there, what only a person knows is typed line by line, Ctrl+Enter signs. */
export function SheetForm({ sections, takers, signedAt, busy, problem, sign }: SheetFormProps) {
  const { t } = useTranslation()
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>({})
  const [taker, setTaker] = useState('')
  const perform = () => sign(Object.fromEntries(Object.entries(notes).map(([id, text]) => [id, text.split('\n')])), taker === '' ? null : taker)
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.key !== 'Enter' || !event.ctrlKey || busy) return
    event.preventDefault()
    event.stopPropagation()
    perform()
  }
  return (
    <div className={classes.sheet} onKeyDown={onKeyDown} data-own-keys="Ctrl+Enter" role="group" aria-label={t('shift.sheet.title')} data-testid="sheet-form">
      <p className={classes.lead}>{t('shift.sheet.note')}</p>
      {sections.map((section, place) => (
        <section key={section.id} aria-label={section.title} data-section={section.id}>
          <h3>{section.title}</h3>
          {section.lines.length > 0 && <ul>{section.lines.map((line, at) => <li key={`${at} ${line}`}>{line}</li>)}</ul>}
          {section.lines.length === 0 && !section.isTyped && <p className={classes.empty}>{t('shift.none')}</p>}
          {section.isTyped && (
            <textarea
              className={classes.field} rows={1} maxLength={2_000} autoFocus={place === sections.findIndex(({ isTyped }) => isTyped)} aria-label={section.title}
              placeholder={t('shift.sheet.typed')} value={notes[section.id] ?? ''} onChange={(event) => setNotes({ ...notes, [section.id]: event.target.value })}
            />
          )}
        </section>
      ))}
      <div className={classes.row}>
        <label htmlFor="sheet-taker">{t('shift.sheet.taker')}</label>
        <select id="sheet-taker" value={taker} onChange={(event) => setTaker(event.target.value)}>
          <option value="">{t('shift.sheet.anybody')}</option>
          {takers.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </div>
      {problem !== null && <p className={classes.problem} role="alert">{t(`shift.problem.${problem}`)}</p>}
      {signedAt !== null && <p className={classes.mark} role="status">{signedAt}</p>}
      <div className={classes.actions}>
        <button type="button" className={classes.primary} disabled={busy} onClick={perform}>{t('shift.sheet.sign')}<Kbd keys="Ctrl Enter" /></button>
      </div>
    </div>
  )
}
