import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { nextDue, type ActionItem } from '../../../../shared/tickets/tags/actions'
import type { Severity } from '../../../../shared/tickets/tags/levels'
import { Check } from '../../../ui/form/check'
import { formatClock, formatDay, formatMinute, formatSpan } from '../../../ui/format-time'
import { Kbd } from '../../../ui/kbd'
import { useNow } from '../../../ui/use-now'
import { useCapture } from './capture-context'
import classes from './risk-section.module.css'

/** What the colour makes compulsory, with the times by which and at which it was done. */
export function ActionsList({ actions, actionLevel }: { readonly actions: readonly ActionItem[]; readonly actionLevel: Severity | null }) {
  const { t } = useTranslation()
  const { lists, change, keysOf, now } = useCapture()
  const word = lists.locale === 'en' ? 'en' : 'zh'
  const counted = actions.filter((action) => !action.isOptional)
  const next = actions.find((action) => action.doneAt === null && !action.isOptional)
  const keys = keysOf('next-action')
  const due = nextDue(actions)
  const levelWord = lists.tags.severities.find((each) => each.code === actionLevel)?.[word] ?? ''
  if (actionLevel === null || actions.length === 0) {
    return <section className={classes.section} aria-label={t('capture.actions')}><div className={classes.title}><h2>{t('capture.actions')}</h2></div><p className={classes.muted}>{t('tags.noActions')}</p></section>
  }
  const tick = (code: string, isDone: boolean) =>
    change((draft) => {
      const { [code]: _, ...others } = draft.actionsDone
      return { ...draft, actionsDone: isDone ? { ...draft.actionsDone, [code]: now() } : others }
    })
  return (
    <section className={classes.section} aria-label={t('tags.title.actions', { severity: levelWord })}>
      <div className={classes.title}>
        <h2>{t('tags.title.actions', { severity: levelWord })}</h2>
        <span className={classes.muted}>{counted.filter((action) => action.doneAt !== null).length} / {counted.length}</span>
        {due !== null && <span className={classes.running} data-severity={actionLevel}>{t(`tags.action.${due.code}`)} <TimeLeft due={due.due ?? 0} /></span>}
      </div>
      <ul className={classes.actions}>
        {actions.map((action) => (
          <li key={action.code} className={classes.action} data-done={action.doneAt !== null} data-action={action.code}>
            <Check checked={action.doneAt !== null} onChange={(isDone) => tick(action.code, isDone)}>
              {action.who === 'agent' ? '' : `${t(`tags.who.${action.who}`)} · `}{t(`tags.action.${action.code}`)}
            </Check>
            <span className={classes.due}>
              {dueWords(action, formatDay(now()), t)}
              {action === next && keys !== null && <Kbd keys={keys} />}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function dueWords(action: ActionItem, today: string, t: TFunction): string {
  if (action.doneAt !== null) return formatClock(action.doneAt)
  if (action.isOptional) return t('tags.due.ifFits')
  if (action.due === null) return ''
  const day = formatDay(action.due)
  return t('tags.due.by', { time: `${day === today ? '' : `${day} `}${formatMinute(action.due)}` })
}

function TimeLeft({ due }: { readonly due: number }) {
  const { t } = useTranslation()
  const left = due - useNow()
  return <>{left >= 0 ? t('tags.due.left', { time: formatSpan(left) }) : t('tags.due.over', { time: formatSpan(-left) })}</>
}
