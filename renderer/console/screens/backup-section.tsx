import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupView } from '../../../shared/backup/backup-state'
import { useServices } from '../app/services'
import { showToast } from '../app/view-store'
import { BackupSettings } from '../features/settings/backup-settings'
import { RestoreBackup } from '../features/settings/restore-backup'

/** The block of the backups with what main says of them. */
export function BackupSection() {
  const { t } = useTranslation()
  const { lingxi, view } = useServices()
  const [backup, setBackup] = useState<BackupView | null>(null)
  useEffect(() => {
    let isGone = false
    const stop = lingxi.on.backupChanged(setBackup)
    void lingxi.backup().then((result) => {
      if (result.ok && !isGone) setBackup((heard) => heard ?? result.value)
    })
    return () => {
      isGone = true
      stop()
    }
  }, [lingxi])
  if (backup === null) return null

  const keep = async (change: Promise<{ readonly ok: true; readonly value: BackupView } | { readonly ok: false }>) => {
    const result = await change
    if (result.ok) setBackup(result.value)
    else showToast(view, 'warn', 'settings.notSaved')
  }
  const backUpNow = async () => {
    const result = await lingxi.backUpNow()
    if (!result.ok) showToast(view, 'warn', 'settings.backup.notNow')
  }
  return (
    <BackupSettings
      backup={backup}
      chooseFolder={() => void keep(lingxi.chooseBackupFolder())}
      keepDays={(keepDays) => void keep(lingxi.setBackupDays({ keepDays }))}
      backUpNow={() => void backUpNow()}
    >
      <RestoreBackup
        restore={async (password) => {
          const result = await lingxi.restoreBackup({ password })
          if (!result.ok) return { kind: 'problem', text: t([`settings.backup.restore.problem.${result.error.code}`, 'settings.backup.restore.problem.failed']) }
          if (result.value.tickets === null) return { kind: 'cancelled' }
          showToast(view, 'plain', 'settings.backup.restore.done', { count: result.value.tickets })
          return { kind: 'done' }
        }}
      />
    </BackupSettings>
  )
}
