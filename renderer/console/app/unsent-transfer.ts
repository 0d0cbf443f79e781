import type { PageApi } from '../../../shared/ipc/page-api'
import type { UnsentFacts } from '../../../shared/ipc/values'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { Outbox } from '../../../shared/outbox/outbox'
import { mostUnsentChars } from '../../../shared/outbox/unsent-limits'
import { readUnsentWork, writeUnsentWork } from '../../../shared/outbox/unsent-work'
import { countedEntries, countedWork } from '../../../shared/outbox/outbox-counts'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import type { Draft } from '../../../shared/tickets/draft'
import type { WorkStorage } from '../../storage/open-work-storage'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { TodayLog } from './today-store'

export interface UnsentCounts {
  readonly drafts: number
  readonly submissions: number
}

/** What an import came to; each draft and each submission counts once. */
export interface Imported extends UnsentCounts {
  /** Were here already, or the desk has them. */
  readonly known: number
  readonly inHand: number
  readonly failed: number
  /** Damaged, or of another version. */
  readonly unreadable: number
}

type Code<C extends string> = { readonly code: C }

/** Carries unsent work to another seat, or keeps it safe while this computer keeps nothing. */
export interface UnsentTransfer {
  /** What an export would hold now. */
  counts(): UnsentCounts
  /** `file` is null when the agent would rather not. What was exported stays where it is. */
  exportWork(passphrase: string): Promise<Result<UnsentCounts & { readonly file: string | null }, Code<'full' | 'not-saved' | 'too-much'>>>
  chooseFile(): Promise<Result<UnsentFacts | null, Code<'unreadable' | 'damaged' | 'newer-version' | 'other-mode'>>>
  /** Of the file chosen last. Nothing is touched unless it opens. */
  importWork(passphrase: string): Promise<Result<Imported, Code<'wrong-passphrase' | 'damaged' | 'unreadable'>>>
}

export interface UnsentTransferPorts {
  readonly lingxi: Pick<PageApi<'console'>, 'exportUnsent' | 'chooseUnsentFile' | 'openUnsentFile'>
  readonly keeper: DraftKeeper
  readonly outbox: Pick<Outbox, 'owed' | 'entries'>
  readonly work: Pick<WorkStorage, 'takeIn'>
  readonly cache: Pick<CallerCache, 'ticket'>
  readonly today: Pick<TodayLog, 'refresh'>
  draftOnStage(): string | null
}

export function createUnsentTransfer(ports: UnsentTransferPorts): UnsentTransfer {
  const { lingxi, keeper, outbox, work, cache } = ports

  const isInHand = (id: string) => ports.draftOnStage() === id || keeper.get(id)?.isDirty === true

  /** Its order exists already, so that the draft was submitted somewhere. */
  async function isAtDesk(draft: Draft): Promise<boolean> {
    const found = await cache.ticket(draft.ticketId).catch(() => null)
    return found !== null && !found.isPending
  }

  return {
    counts: () => ({ drafts: keeper.unfinished().length, submissions: countedEntries(outbox.entries()).filter(({ delivery }) => delivery.state !== 'accepted').length }),

    async exportWork(passphrase) {
      // From memory: what the disk has not taken is what this is for. Words of no revision yet get one of their own.
      const drafts = keeper.unfinished().map(({ draft, isDirty }) => (isDirty ? { ...draft, revision: draft.revision + 1 } : draft))
      const submissions = await outbox.owed()
      const content = writeUnsentWork({ drafts, submissions })
      if (content.length > mostUnsentChars) return err({ code: 'too-much' })
      const counts = { drafts: drafts.length, submissions: countedWork(submissions).length }
      const written = await lingxi.exportUnsent({ passphrase, content, ...counts })
      if (!written.ok) return err({ code: written.error.code === 'full' ? 'full' : 'not-saved' })
      return ok({ ...counts, file: written.value.file })
    },

    async chooseFile() {
      const chosen = await lingxi.chooseUnsentFile()
      if (chosen.ok) return chosen
      const { code } = chosen.error
      return err({ code: code === 'damaged' || code === 'newer-version' || code === 'other-mode' ? code : 'unreadable' })
    },

    async importWork(passphrase) {
      const opened = await lingxi.openUnsentFile({ passphrase })
      if (!opened.ok) return err({ code: opened.error.code === 'wrong-passphrase' || opened.error.code === 'damaged' ? opened.error.code : 'unreadable' })
      const read = readUnsentWork(opened.value.content)
      if (read === null) return err({ code: 'damaged' })
      const atDesk = new Set<string>()
      for (const draft of read.drafts) if (await isAtDesk(draft)) atDesk.add(draft.id)
      const wanted = { ...read, drafts: read.drafts.filter(({ id }) => !atDesk.has(id)) }
      const { drafts, submissions, known, inHand, failed } = await work.takeIn(wanted, isInHand)
      // What was in an older revision here gives way to what came; not what the agent has taken in hand meanwhile.
      for (const id of [...submissions, ...drafts.map((draft) => draft.id)]) if (!isInHand(id)) keeper.close(id)
      for (const draft of drafts) keeper.open(draft)
      void ports.today.refresh()
      return ok({ drafts: drafts.length, submissions: submissions.length, known: known + atDesk.size, inHand, failed, unreadable: read.unreadable })
    },
  }
}
