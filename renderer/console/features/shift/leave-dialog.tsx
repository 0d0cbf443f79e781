import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/dialog'
import { useFocusBack } from '../../../ui/use-focus-back'
import classes from './shift.module.css'

export interface LeaveDialogProps {
  /** What would be left undone, in words. */
  readonly items: readonly string[]
  readonly takers: readonly { readonly id: string; readonly name: string }[]
  readonly busy: boolean
  readonly problem: string | null
  /** Null: whoever is next on the desk. */
  leaveTo(takerId: string | null): void
  /** The desk cannot be told: the work stays where it is. */
  leaveAnyway(): void
  stay(): void
}

/** Before somebody signs out with work undone: who takes it. */
export function LeaveDialog({ items, takers, busy, problem, leaveTo, leaveAnyway, stay }: LeaveDialogProps) {
  const { t } = useTranslation()
  useFocusBack()
  const [taker, setTaker] = useState('')
  return (
    <Dialog onClose={stay} title={t('shift.leaving.title')}>
      <form
        className={classes.leave} data-testid="leave-shift"
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy) leaveTo(taker === '' ? null : taker)
        }}
      >
        <p>{t('shift.leaving.note', { count: items.length })}</p>
        <ul>{items.map((item, place) => <li key={`${place} ${item}`}>{item}</li>)}</ul>
        <div className={classes.row}>
          <label htmlFor="leave-taker">{t('shift.leaving.taker')}</label>
          <select id="leave-taker" data-autofocus value={taker} onChange={(event) => setTaker(event.target.value)}>
            <option value="">{t('shift.sheet.anybody')}</option>
            {takers.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </div>
        {problem !== null && <p className={classes.problem} role="alert">{t(`shift.problem.${problem}`)}</p>}
        <div className={classes.actions}>
          <button type="submit" className={classes.primary} disabled={busy}>{t('shift.leaving.leave')}</button>
          {problem !== null && <button type="button" className={classes.button} onClick={leaveAnyway}>{t('shift.leaving.anyway')}</button>}
          <button type="button" className={classes.button} onClick={stay}>{t('shift.leaving.stay')}</button>
        </div>
      </form>
    </Dialog>
  )
}
