import type { TFunction } from 'i18next'
import { formatMoment } from '../../ui/format-time'
import type { Notice } from './notices'

/** What happened, and what to do. */
export function noticeWords(notice: Notice, t: TFunction): { readonly title: string; readonly text: string } {
  const key = keyOf(notice)
  const values = valuesOf(notice, t)
  return { title: t(`notice.${key}.title`, values), text: t(`notice.${key}.text`, values) }
}

function keyOf(notice: Notice): string {
  switch (notice.code) {
    case 'settings-set-aside':
      return `settings-set-aside.${notice.reason}.${notice.partlyKept ? 'some' : 'none'}`
    case 'records-set-aside':
      return `records-set-aside.${notice.table}`
    case 'backup-failed':
      return `backup-failed.${notice.problem}`
    case 'password-file-unreadable':
    case 'desk-data-set-aside':
    case 'journal-away':
    case 'signed-out-by':
      return notice.code
  }
}

function valuesOf(notice: Notice, t: TFunction): Readonly<Record<string, string | number>> {
  switch (notice.code) {
    case 'settings-set-aside':
      return { file: notice.file }
    case 'desk-data-set-aside':
      return { folders: notice.folders.join(t('app.list.items')) }
    case 'records-set-aside':
      return { count: notice.count }
    case 'backup-failed':
      return { last: notice.lastAt === null ? t('notice.backup-failed.never') : formatMoment(notice.lastAt) }
    case 'signed-out-by':
      return { name: notice.name }
    case 'password-file-unreadable':
    case 'journal-away':
      return {}
  }
}
