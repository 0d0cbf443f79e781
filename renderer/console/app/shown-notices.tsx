import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { NoticeList } from '../features/notice/notice-list'
import { noticeWords } from './notice-words'
import type { Notices } from './notices'

/** The notices that nobody has put away, in words. */
export function ShownNotices({ notices, place }: { readonly notices: Notices; readonly place: 'gate' | 'seat' }) {
  const { t } = useTranslation()
  const shown = useStore(notices.store, (state) => state.notices)
  const entries = shown.map((notice) => ({
    id: notice.code === 'records-set-aside' ? `${notice.code}-${notice.table}` : notice.code, ...noticeWords(notice, t), dismiss: () => notices.dismiss(notice),
  }))
  return <NoticeList entries={entries} place={place} />
}
