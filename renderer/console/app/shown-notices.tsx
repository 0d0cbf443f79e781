import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { NoticeList } from '../features/notice/notice-list'
import { noticeWords } from './notice-words'
import type { Notice, Notices } from './notices'

/** Of each there is one at a time. */
function idOf(notice: Notice): string {
  if (notice.code === 'records-set-aside') return `${notice.code}-${notice.table}`
  return notice.code === 'backup-failed' ? `${notice.code}-${notice.problem}-${notice.lastAt}` : notice.code
}

/** The notices that nobody has put away, in words. */
export function ShownNotices({ notices, place }: { readonly notices: Notices; readonly place: 'gate' | 'seat' }) {
  const { t } = useTranslation()
  const shown = useStore(notices.store, (state) => state.notices)
  const entries = shown.map((notice) => ({
    id: idOf(notice), ...noticeWords(notice, t), dismiss: () => notices.dismiss(notice),
  }))
  return <NoticeList entries={entries} place={place} />
}
