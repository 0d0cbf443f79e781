import { NumberInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupView, MadeBackup } from '../../../../shared/backup/backup-state'
import { Age } from '../../../ui/age'
import { formatMoment } from '../../../ui/format-time'
import classes from './settings-form.module.css'

export interface BackupSettingsProps {
  readonly backup: BackupView
  chooseFolder(): void
  keepDays(days: number): void
  backUpNow(): void
  /** The way back from a backup. */
  readonly children: ReactNode
}

/** The last good backup of the orders, where they are kept and for how long. */
export function BackupSettings({ backup, chooseFolder, keepDays, backUpNow, children }: BackupSettingsProps) {
  const { t } = useTranslation()
  const { state, folder } = backup
  return (
    <section className={classes.group} data-testid="backup">
      <h2>{t('settings.backup.title')}</h2>
      <p className={classes.note}>{t('settings.backup.note')}</p>
      <div className={classes.row}><span>{t('settings.backup.last')}</span><span data-testid="last-backup"><LastBackup made={state?.last ?? null} /></span></div>
      <div className={classes.row}><span>{t('settings.backup.next')}</span><span>{nextWords(backup, t)}</span></div>
      {state?.problem != null && <p role="alert" className={classes.problem}>{t(`settings.backup.problem.${state.problem}`)}</p>}
      <div className={classes.row}><span>{t('settings.backup.folder')}</span><span className={classes.fingerprint}>{folder}</span></div>
      <div className={classes.row}>
        <span>{t('settings.backup.days')}</span>
        <NumberInput key={backup.keepDays} aria-label={t('settings.backup.days')} w={120} defaultValue={backup.keepDays} min={1} max={365} clampBehavior="blur" allowDecimal={false}
          suffix={` ${t('settings.backup.day')}`}
          onBlur={(event) => {
            const typed = Number.parseInt(event.currentTarget.value, 10)
            const days = Math.min(365, Math.max(1, typed))
            if (Number.isFinite(typed) && days !== backup.keepDays) keepDays(days)
          }} />
      </div>
      <div className={classes.buttons}>
        <button type="button" onClick={chooseFolder}>{t('settings.backup.choose')}</button>
        <button type="button" disabled={state?.phase !== 'waiting'} onClick={backUpNow} data-action="back-up-now">{t('settings.backup.now')}</button>
      </div>
      {children}
    </section>
  )
}

type Translate = ReturnType<typeof useTranslation>['t']

function LastBackup({ made }: { readonly made: MadeBackup | null }) {
  const { t } = useTranslation()
  if (made === null) return <>{t('settings.backup.never')}</>
  return <>{formatMoment(made.at)} · <Age since={made.at} /> · {sizeOf(made.bytes)}</>
}

function nextWords({ state }: BackupView, t: Translate): string {
  if (state === null) return t('settings.backup.waiting')
  if (state.phase === 'running') return t('settings.backup.running')
  return state.nextAt === null ? t('settings.backup.noKey') : formatMoment(state.nextAt)
}

/** In the units that file managers use. */
function sizeOf(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024))
  return kilobytes < 1024 ? `${kilobytes} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
}
