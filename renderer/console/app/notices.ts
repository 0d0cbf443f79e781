import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { StartProblem } from '../../../shared/ipc/values'

/** Where the seat keeps what nobody else has; a record lost there is told to the agent. */
export const ownTables = ['drafts', 'outbox', 'callLog', 'owedReveals', 'journal'] as const
type OwnTable = (typeof ownTables)[number]

/** Something that has gone wrong with what is kept, to be read in peace and put away. */
export type Notice = StartProblem | { readonly code: 'journal-away' } | { readonly code: 'records-set-aside'; readonly table: OwnTable; readonly count: number } | { readonly code: 'signed-out-by'; readonly name: string }

export interface Notices {
  readonly store: StoreApi<{ readonly notices: readonly Notice[] }>
  problemFound(problem: StartProblem): void
  /** A record in that table could not be read. Of the desk's copy nothing is said: it is fetched again. */
  recordSetAside(table: string): void
  /** The second place of unsent work could not be read. */
  journalAway(): void
  /** A lead has ended the sitting before this one. */
  signedOutBy(name: string): void
  dismiss(notice: Notice): void
}

/** Hears from now on what main finds later. */
export function followNotices(lingxi: Pick<PageApi<'console'>, 'on' | 'dismissProblem'>): Notices {
  const store = createStore<{ readonly notices: readonly Notice[] }>(() => ({ notices: [] }))
  const change = (update: (notices: readonly Notice[]) => readonly Notice[]) => store.setState(({ notices }) => ({ notices: update(notices) }))

  function addOnce(added: Notice): void {
    change((notices) => (notices.some((notice) => isSame(notice, added)) ? notices : [...notices, added]))
  }
  const problemFound = (problem: StartProblem) => addOnce(problem)

  lingxi.on.problemFound(problemFound)
  return {
    store,
    problemFound,
    signedOutBy: (name) => addOnce({ code: 'signed-out-by', name }),
    journalAway: () => addOnce({ code: 'journal-away' }),
    recordSetAside(name) {
      const table = ownTables.find((each) => each === name)
      if (table === undefined) return
      change((notices) => {
        const earlier = notices.find((notice) => notice.code === 'records-set-aside' && notice.table === table)
        const count = earlier?.code === 'records-set-aside' ? earlier.count + 1 : 1
        return [...notices.filter((notice) => notice !== earlier), { code: 'records-set-aside', table, count }]
      })
    },
    dismiss(notice) {
      change((notices) => notices.filter((each) => each !== notice))
      if (notice.code !== 'records-set-aside' && notice.code !== 'journal-away' && notice.code !== 'signed-out-by') void lingxi.dismissProblem(notice)
    },
  }
}

function isSame(one: Notice, other: Notice): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
