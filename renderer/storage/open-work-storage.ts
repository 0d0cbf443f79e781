import type { AuditedCallLog, OwedReveals } from '../../shared/calls/call-log'
import type { Clock } from '../../shared/lib/clock'
import type { Outbox } from '../../shared/outbox/outbox'
import type { UnsentWork } from '../../shared/outbox/unsent-work'
import type { Draft } from '../../shared/tickets/draft'
import type { Reveal } from '../../shared/tickets/reveal'
import type { DraftStore } from '../../shared/tickets/draft-store'
import { createCallLog } from './call-log-store'
import { forgetAside, noteAsideReveal, readAside, type ReadAside } from './aside-records'
import { CacheDatabase, cacheDatabaseName } from './cache-database'
import { canWrite } from './can-write'
import { createDraftStore } from './draft-store'
import { NewerDataError, refuseNewer } from './newer-data'
import { openOutbox } from './outbox-store'
import { createOwedReveals } from './owed-reveals'
import { fillJournalWhenBack, reconcile, type OnlyInJournal } from './reconcile'
import type { Seal } from './seal'
import { sealUnsealed, unsealedDatabases } from './seal-unsealed'
import type { SetAsideReport } from './set-aside'
import { createTakeBacks } from './take-backs'
import { takeIn, type TakenIn } from './take-in'
import { WorkDatabase, workDatabaseName, type IndexedDbParts, type StoreOwner } from './work-database'
import { createWorkJournal, type JournalCalls } from './work-journal'

export interface WorkStorage {
  readonly drafts: DraftStore
  readonly outbox: Outbox
  readonly callLog: AuditedCallLog
  readonly owedReveals: OwedReveals
  /** Drafts that the database found no room for at this start: whoever takes one in hand saves it anew. */
  readonly unsaved: readonly Draft[]
  /** Records that could not be read, each with its table, its key and its words, kept for whoever can use them. */
  setAside(): Promise<readonly ReadAside[]>
  /** The agent has no more use for it. False when it is there still. */
  forgetAside(number: number): Promise<boolean>
  /** Rejects when it could not be put down. */
  noteAsideReveal(number: number, reveal: Reveal): Promise<void>
  /** Whether both media take something now; for the time after they did not. */
  canWrite(): Promise<boolean>
  /** Takes in the unsent work of another seat, or of this one before something was lost; `isInHand` names drafts to be left alone. */
  takeIn(work: UnsentWork, isInHand: (draftId: string) => boolean): Promise<TakenIn>
  close(): void
}

export interface WorkStorageOptions extends StoreOwner {
  readonly seal: Seal
  readonly journal: JournalCalls
  readonly clock: Clock
  readonly onSetAside: SetAsideReport
  /**
   * Given when a version that did not seal may have worked here: what it has left is sealed before anything is read. Tells when nothing
   * lies open any more. Never given again after that: whoever can write to the disk could slip an open record in.
   */
  readonly unsealed?: { allIsSealed(): Promise<unknown> }
  /** The journal could not be read: what only it has is missing, and nothing is called saved before it can be written again. */
  onJournalAway(): void
  readonly indexedDb?: IndexedDbParts
}

/**
 * Opens what this seat has written, after its two media have been made equal. Everything that lies here is looked at before any of it
 * is touched, the copy of the desk's orders too: whoever has to go back to the later version finds all of it as it was. Rejects when the
 * disk gives no database at all, and with a `NewerDataError`: without them nothing may be typed.
 */
export async function openWorkStorage(options: WorkStorageOptions): Promise<WorkStorage> {
  const { mode, store, seal, clock, onSetAside, indexedDb } = options
  const database = new WorkDatabase(workDatabaseName(mode, store), indexedDb)
  await refuseNewer([database, new CacheDatabase(cacheDatabaseName(mode, store), indexedDb), ...unsealedDatabases(options)], indexedDb)
  const journal = createWorkJournal(options.journal, seal)
  const found = await journal.read()
  if (!found.ok && found.error.code === 'newer-version') throw new NewerDataError('the journal')
  await database.open()
  const deps = { database, seal, journal, takeBacks: createTakeBacks(), clock, onSetAside }
  const content = options.unsealed === undefined ? found : await sealUnsealed({ ...deps, indexedDb, ...options.unsealed }, found)
  fillJournalWhenBack(deps)
  const left: OnlyInJournal = content.ok ? await reconcile(deps, content.value) : { drafts: [], submissions: [] }
  if (!content.ok) options.onJournalAway()
  const outbox = await openOutbox(deps, left.submissions)
  const drafts = createDraftStore(deps)
  return {
    drafts: { ...drafts, unfinished: async () => (await drafts.unfinished()).filter((draft) => !isOvertaken(draft, left)) },
    unsaved: left.drafts.filter((draft) => !isOvertaken(draft, left)),
    outbox,
    callLog: createCallLog(deps),
    owedReveals: createOwedReveals(deps),
    setAside: () => readAside(deps),
    forgetAside: (number) => forgetAside(deps, number),
    noteAsideReveal: (number, reveal) => noteAsideReveal(deps, number, reveal),
    canWrite: () => canWrite(deps),
    takeIn: (work, isInHand) => takeIn(deps, outbox, work, isInHand),
    close: () => database.close(),
  }
}

/** The journal has later words of it, or that it was submitted. */
function isOvertaken({ id, revision }: Draft, { drafts, submissions }: OnlyInJournal): boolean {
  return drafts.some((later) => later.id === id && later.revision > revision) || submissions.some(({ draft }) => draft?.id === id && draft.revision >= revision)
}
