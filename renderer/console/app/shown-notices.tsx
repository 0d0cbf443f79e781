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

/** Whether what it tells of can be read in the list of what was set aside: a look that the audit is owed has no words in it. */
const isListed = (notice: Notice) => notice.code === 'records-set-aside' && notice.table !== 'owedReveals'

/** The notices that nobody has put away, in words. `openSetAside`: shows what is left of what could not be read. */
export function ShownNotices({ notices, place, openSetAside }: { readonly notices: Notices; readonly place: 'gate' | 'seat'; openSetAside?(): void }) {
  const { t } = useTranslation()
  const shown = useStore(notices.store, (state) => state.notices)
  // They are put away with it: they would lie over what they lead to, and the outbox goes on saying so.
  const showAside = (open: () => void) => {
    for (const notice of shown) if (isListed(notice)) notices.dismiss(notice)
    open()
  }
  const entries = shown.map((notice) => ({
    id: idOf(notice), ...noticeWords(notice, t), dismiss: () => notices.dismiss(notice),
    ...(isListed(notice) && openSetAside !== undefined && { way: { words: t('setAside.open'), go: () => showAside(openSetAside) } }),
  }))
  return <NoticeList entries={entries} place={place} />
}
