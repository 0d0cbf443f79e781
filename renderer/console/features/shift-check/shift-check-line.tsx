import { useTranslation } from 'react-i18next'
import { DAY_MS } from '../../../../shared/callers/local-day'
import type { ShiftCheckResult } from '../../../../shared/calls/shift-check'
import { formatDay, formatMinute } from '../../../ui/format-time'
import { Kbd } from '../../../ui/kbd'
import classes from './shift-check.module.css'

export interface ShiftCheckLineProps {
  /** The last one of this line; null = never. */
  readonly result: ShiftCheckResult | null
  readonly now: number
  readonly keys: string | null
  start(): void
}

/** Whether the seat was tried today and what came of it. */
export function ShiftCheckLine({ result, now, keys, start }: ShiftCheckLineProps) {
  const { t } = useTranslation()
  const today = result !== null && formatDay(result.at) === formatDay(now) && now - result.at < DAY_MS ? result : null
  const failed = today?.failed ?? []
  const look = today === null ? 'open' : failed.length === 0 ? 'ok' : 'bad'
  return (
    <div className={classes.line} data-testid="shift-check" data-look={look}>
      <span className={classes.dot} aria-hidden />
      <span className={classes.words}>
        <b>{t('shiftCheck.title')}</b>
        {today === null
          ? t('shiftCheck.notToday')
          : failed.length === 0
            ? t('shiftCheck.passedAt', { at: formatMinute(today.at) })
            : t('shiftCheck.failedAt', { at: formatMinute(today.at), steps: failed.map((step) => t(`shiftCheck.step.${step}`)).join(t('app.list.items')) })}
      </span>
      <button type="button" onClick={start}>{t(today === null ? 'shiftCheck.start' : 'shiftCheck.again')}{keys !== null && <> <Kbd keys={keys} /></>}</button>
    </div>
  )
}
