import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './shift.module.css'

const hoursOffered = [8, 12, 24] as const

/** What everybody who begins a shift has to have read, for so many hours. */
export function NoticeForm({ busy, post }: { readonly busy: boolean; post(text: string, hours: number): void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [hours, setHours] = useState<number>(12)
  return (
    <form
      className={classes.sheet} aria-label={t('shift.notice.title')}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() === '' || busy) return
        post(text.trim(), hours)
        setText('')
      }}
    >
      <h2>{t('shift.notice.title')}</h2>
      <div className={classes.row}>
        <input className={classes.grow} aria-label={t('shift.notice.text')} placeholder={t('shift.notice.text')} value={text} maxLength={500} onChange={(event) => setText(event.target.value)} />
        <select aria-label={t('shift.notice.hours')} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
          {hoursOffered.map((each) => <option key={each} value={each}>{t('shift.notice.forHours', { count: each })}</option>)}
        </select>
        <button type="submit" className={classes.button} disabled={busy || text.trim() === ''}>{t('shift.notice.post')}</button>
      </div>
    </form>
  )
}
