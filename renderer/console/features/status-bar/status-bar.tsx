import { useTranslation } from 'react-i18next'
import { Age } from '../../../ui/age'
import { formatClock, formatDay, hotlineDate } from '../../../ui/format-time'
import { Kbd } from '../../../ui/kbd'
import { useNow } from '../../../ui/use-now'
import classes from './status-bar.module.css'

/** One of the four truths, with the age of its last proof. */
export interface Truth {
  readonly id: 'line' | 'queue' | 'desk' | 'outbox'
  readonly name: string
  readonly value: string
  readonly look: 'ok' | 'off' | 'wait' | 'bad'
  /** When this was last known to be so; null where an age says nothing. */
  readonly since: number | null
  readonly hint?: string
  /** How much of a long work is done. */
  readonly progress?: { readonly done: number; readonly total: number }
  open?(): void
}

export function StatusBar({ truths, onKeyMap, keyMapKey }: { readonly truths: readonly Truth[]; onKeyMap(): void; readonly keyMapKey: string }) {
  const { t } = useTranslation()
  return (
    <footer className={classes.bar}>
      {truths.map((truth) => <TruthItem key={truth.id} truth={truth} />)}
      <div className={classes.rest}>
        <button type="button" onClick={onKeyMap}><Kbd keys={keyMapKey} />{t('statusBar.keyMap')}</button>
        <WallClock />
      </div>
    </footer>
  )
}

function TruthItem({ truth }: { readonly truth: Truth }) {
  const words = (
    <>
      <span className={classes.mark} data-look={truth.look} />
      {truth.name} <b>{truth.value}</b>
      {truth.progress === undefined ? (
        <span className={classes.age}><Age since={truth.since} /></span>
      ) : (
        <progress className={classes.progress} value={truth.progress.done} max={truth.progress.total} aria-label={truth.name} />
      )}
    </>
  )
  return (
    <div className={classes.truth} data-truth={truth.id} data-look={truth.look} title={truth.hint}>
      {truth.open ? <button type="button" onClick={() => truth.open?.()}>{words}</button> : words}
    </div>
  )
}

function WallClock() {
  const { t } = useTranslation()
  const now = useNow()
  const weekday = (t('app.weekdays', { returnObjects: true }) as unknown as string[])[hotlineDate(now).getUTCDay()]
  return <time>{formatDay(now)} {weekday} {formatClock(now)}</time>
}
