import { describe, expect, it } from 'vitest'
import { createUnsentTransfer } from '../../../../renderer/console/app/unsent-transfer'
import type { Handlers } from '../../../../shared/ipc/main-side'
import { err, ok } from '../../../../shared/lib/result'
import type { QueuedWork } from '../../../../shared/outbox/outbox'
import { readUnsentWork, writeUnsentWork, type UnsentWork } from '../../../../shared/outbox/unsent-work'
import type { Draft } from '../../../../shared/tickets/draft'
import { draftOf, morning, submissionOfDraft, ticketOf, wageComplaint } from '../../../support/drafts'
import { createFakeLingxi } from '../../../support/fake-lingxi'
import { createActingSeat } from './acting-seat.fixture'

const passphrase = 'four words are fine'
const draft = (number: number, spread: Partial<Draft> = {}) => draftOf(number, { values: wageComplaint, ...spread })
const queued: QueuedWork = { ...submissionOfDraft(draft(9)), enqueuedAt: morning }

/** A seat, what it handed to main, and what main hands back from the file. */
function carrying(unfinished: readonly Draft[], options: { readonly main?: Partial<Handlers<'console'>>; readonly file?: UnsentWork; readonly atDesk?: readonly Draft[] } = {}) {
  const acting = createActingSeat(unfinished)
  const written: string[] = []
  const asked: UnsentWork[] = []
  const { lingxi, problems } = createFakeLingxi('console', {
    exportUnsent: ({ content }) => ok({ file: `${written.push(content)}.lxo` }),
    openUnsentFile: () => ok({ content: writeUnsentWork(options.file ?? { drafts: [], submissions: [] }) }),
    ...options.main,
  })
  const transfer = createUnsentTransfer({
    lingxi, keeper: acting.keeper, today: { refresh: async () => undefined },
    outbox: { owed: async () => [queued], entries: () => [] },
    cache: { ticket: async (id) => (options.atDesk?.some(({ ticketId }) => ticketId === id) ? { ticket: ticketOf(draft(1)), isPending: false, kept: 'whole' } : null) },
    draftOnStage: () => acting.seat.store.getState().draftOnStage,
    work: {
      takeIn: async (work, isInHand) => {
        asked.push(work)
        const drafts = work.drafts.filter(({ id }) => !isInHand(id))
        return { drafts, submissions: work.submissions.map(({ id }) => id), known: 0, inHand: work.drafts.length - drafts.length, failed: 0 }
      },
    },
  })
  return { ...acting, transfer, written, asked, problems }
}

describe('exporting unsent work', () => {
  it('takes the words from memory, also those that no disk has taken, and leaves everything where it is', async () => {
    const { transfer, written, keeper, broken, time } = carrying([draft(1, { revision: 4 })])
    broken.disk = true
    keeper.change(draft(1).id, (before) => ({ ...before, values: { ...before.values, note: '磁盘满后写的' } }))
    await time.advance(5_000)
    expect(await transfer.exportWork(passphrase)).toEqual(ok({ drafts: 1, submissions: 1, file: '1.lxo' }))
    const read = readUnsentWork(written[0] ?? '')
    expect(read?.drafts).toMatchObject([{ id: draft(1).id, revision: 5, values: { note: '磁盘满后写的' } }])
    expect(read?.submissions).toEqual([queued])
    expect(keeper.get(draft(1).id)).toMatchObject({ isDirty: true, problem: 'storage-full' })
  })

  it.each([
    [{ code: 'full' }, 'full'],
    [{ code: 'not-saved' }, 'not-saved'],
    [{ code: 'not-signed-in' }, 'not-saved'],
  ] as const)('says why it was not written: %j', async (error, code) => {
    const { transfer } = carrying([draft(1)], { main: { exportUnsent: () => err(error) } })
    expect(await transfer.exportWork(passphrase)).toEqual(err({ code }))
  })
})

describe('importing unsent work', () => {
  it('puts what came into the list, in the place of what was older here', async () => {
    const { transfer, keeper } = carrying([draft(1, { revision: 2 }), draft(9)], { file: { drafts: [draft(1, { revision: 6 }), draft(2)], submissions: [queued] } })
    expect(await transfer.importWork(passphrase)).toEqual(ok({ drafts: 2, submissions: 1, known: 0, inHand: 0, failed: 0, unreadable: 0 }))
    expect(keeper.all().map(({ draft: { id, revision } }) => [id, revision])).toEqual([[draft(1).id, 6], [draft(2).id, 1]])
  })

  it('leaves alone what is on the stage', async () => {
    const { transfer, keeper, seat } = carrying([draft(1, { revision: 2 })], { file: { drafts: [draft(1, { revision: 6 })], submissions: [] } })
    seat.showDraft(draft(1).id)
    expect(await transfer.importWork(passphrase)).toMatchObject({ value: { drafts: 0, inHand: 1 } })
    expect(keeper.get(draft(1).id)?.draft.revision).toBe(2)
  })

  it('brings back no draft whose order the desk has', async () => {
    const { transfer, asked } = carrying([], { file: { drafts: [draft(1), draft(2)], submissions: [] }, atDesk: [draft(1)] })
    expect(await transfer.importWork(passphrase)).toMatchObject({ value: { drafts: 1, known: 1 } })
    expect(asked[0]?.drafts.map(({ id }) => id)).toEqual([draft(2).id])
  })

  it('touches nothing when the file does not open or holds something else', async () => {
    const refusals = [
      [() => err({ code: 'wrong-passphrase' as const }), 'wrong-passphrase'],
      [() => err({ code: 'damaged' as const }), 'damaged'],
      [() => ok({ content: 'words' }), 'damaged'],
      [() => err({ code: 'no-file' as const }), 'unreadable'],
    ] as const
    for (const [openUnsentFile, code] of refusals) {
      const { transfer, asked, keeper } = carrying([draft(1)], { main: { openUnsentFile } })
      const before = keeper.all()
      expect(await transfer.importWork(passphrase)).toEqual(err({ code }))
      expect([asked, keeper.all()]).toEqual([[], before])
    }
  })

  it.each(['damaged', 'newer-version', 'other-mode', 'unreadable'] as const)('says why a file is not taken: %s', async (code) => {
    const { transfer } = carrying([], { main: { chooseUnsentFile: () => err({ code }) } })
    expect(await transfer.chooseFile()).toEqual(err({ code }))
  })
})
