import type { Handlers } from '../../shared/ipc/main-side'
import { err, ok } from '../../shared/lib/result'
import type { SeatAccess } from './access'
import type { Log } from './log'
import type { SeatBackup } from './seat-backup'

type BackupCall = 'backup' | 'chooseBackupFolder' | 'setBackupDays' | 'backUpNow' | 'restoreBackup'

export interface BackupHandlerPorts {
  readonly access: Pick<SeatAccess, 'state'>
  /** Null in practice. */
  readonly backup: SeatBackup | null
  readonly log: Log
}

/** Backups, for whoever has signed in. */
export function backupHandlers({ access, backup, log }: BackupHandlerPorts): Pick<Handlers<'console'>, BackupCall> {
  const found = () => {
    if (access.state().state !== 'signed-in') return err({ code: 'not-signed-in' } as const)
    return backup === null ? err({ code: 'no-desk' } as const) : ok(backup)
  }

  async function changed(change: (backup: SeatBackup) => ReturnType<SeatBackup['view']> | ReturnType<SeatBackup['chooseFolder']>) {
    const here = found()
    if (!here.ok) return here
    try {
      return ok(await change(here.value))
    } catch (error) {
      log.error('settings-not-saved', { error })
      return err({ code: 'not-saved' } as const)
    }
  }

  return {
    backup() {
      const here = found()
      if (here.ok) return ok(here.value.view())
      return here.error.code === 'no-desk' ? ok(null) : err({ code: here.error.code })
    },
    chooseBackupFolder: () => changed((here) => here.chooseFolder()),
    setBackupDays: ({ keepDays }) => changed((here) => here.keepDays(keepDays)),
    backUpNow() {
      const here = found()
      if (!here.ok) return here
      here.value.backUpNow()
      return ok(undefined)
    },
    async restoreBackup({ password }) {
      const here = found()
      if (!here.ok) return here
      const restored = await here.value.restore(password)
      return restored.ok ? ok({ tickets: restored.value }) : restored
    },
  }
}
