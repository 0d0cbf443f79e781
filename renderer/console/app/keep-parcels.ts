import type { PageApi } from '../../../shared/ipc/page-api'
import type { DeskSession } from '../../../shared/ipc/shared-desk-values'
import { askedTogether } from '../../../shared/lib/asked-together'
import type { Outbox, OutboxEntry } from '../../../shared/outbox/outbox'
import type { sealParcel } from '../../storage/seal-parcel'

export interface ParcelPorts {
  readonly lingxi: Pick<PageApi<'console'>, 'keepParcel' | 'dropParcel' | 'ownParcels' | 'deskConnection' | 'reportProblem'>
  readonly outbox: Pick<Outbox, 'entries' | 'subscribe'>
  readonly session: Pick<DeskSession, 'recoveryKey'>
  readonly author: { readonly personId: string; readonly seat: string }
  readonly seal: typeof sealParcel
  readonly newId: () => string
}

/**
 * Keeps a copy of everything that the desk does not have, sealed to the desk's own key: should this person not come back, anybody at this PC can
 * bring it there, and nobody on the way can read it. A copy goes as soon as the desk has the work. Beside the submission, which waits for
 * none of it. Returns the way to stop.
 */
export function keepParcels({ lingxi, outbox, session, author, seal, newId }: ParcelPorts): () => void {
  /** By submission: the revision that is sealed. */
  const kept = new Map<string, number | null>()
  let isStopped = false

  // What the desk has refused too: its author may not come back, and the next agent here would hear nothing of it.
  const isOwed = ({ delivery }: OutboxEntry) => delivery.state !== 'accepted'

  async function keep({ id, events, draftRevision }: OutboxEntry): Promise<void> {
    const connection = await lingxi.deskConnection()
    const content = { author: { ...author }, token: connection.ok ? connection.value.token : null, submissions: [{ id, events: [...events] }] }
    const parcel = await seal(newId(), content, session.recoveryKey)
    if ((await lingxi.keepParcel({ id, parcel })).ok) kept.set(id, draftRevision)
  }

  async function follow(): Promise<void> {
    const owed = outbox.entries().filter(isOwed)
    for (const entry of owed) if (kept.get(entry.id) !== entry.draftRevision) await keep(entry)
    const ids = new Set(owed.map(({ id }) => id))
    for (const id of [...kept.keys()].filter((each) => !ids.has(each))) {
      await lingxi.dropParcel({ id })
      kept.delete(id)
    }
  }

  const run = askedTogether(async () => {
    if (!isStopped) await follow().catch(() => lingxi.reportProblem({ code: 'parcel-not-kept', facts: {} }))
  })

  async function begin(): Promise<void> {
    const before = await lingxi.ownParcels()
    // What was sealed in an earlier load is sealed again where it is still owed, and goes where it is not.
    if (before.ok) for (const id of before.value.ids) kept.set(id, -1)
    await run()
  }

  const stopListening = outbox.subscribe(() => void run())
  void begin()
  return () => {
    isStopped = true
    stopListening()
  }
}
