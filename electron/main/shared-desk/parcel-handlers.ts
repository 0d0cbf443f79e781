import type { Handlers } from '../../../shared/ipc/main-side'
import { err, ok } from '../../../shared/lib/result'
import type { SharedDeskSettings } from '../../../shared/settings/settings'
import type { Log } from '../log'
import type { DeskSessions } from './desk-sessions'
import type { KeptParcel, ParcelFiles } from './parcel-files'
import type { PeopleFiles } from './people-files'
import type { SharedAccess } from './shared-access'

export type ParcelHandlers = Pick<Handlers<'console'>, 'keepParcel' | 'dropParcel' | 'ownParcels' | 'othersUnsent' | 'deliverOthers'>

/** What carries sealed work: files, the people whose it is, and the desk that it goes to. */
export interface ParcelPorts {
  readonly files: ParcelFiles
  readonly people: Pick<PeopleFiles, 'all'>
  readonly access: Pick<SharedAccess, 'state' | 'store' | 'link'>
  readonly sessions: Pick<DeskSessions, 'deliver' | 'look'>
  readonly log: Log
  desk(): SharedDeskSettings
}

/** Null at every seat that is none of a shared desk: there is no key to seal to. */
export function parcelHandlers(ports: ParcelPorts | null): ParcelHandlers {
  const ownStore = () => (ports?.access.state().state === 'signed-in' ? ports.access.store() : null)

  /** Of everybody else who has worked here, and what this person has left under a forgotten password. */
  async function others(): Promise<readonly KeptParcel[]> {
    const own = ownStore()
    if (ports === null || own === null) return []
    const stores = ports.people.all().map(({ store }) => store).filter((store) => store !== own)
    const found = await Promise.all(stores.map((store) => ports.files.of(store)))
    return found.flat().sort((one, other) => one.at - other.at)
  }

  return {
    async keepParcel({ id, parcel }) {
      const store = ownStore()
      if (ports === null || store === null) return err({ code: 'not-signed-in' })
      try {
        await ports.files.keep(store, id, parcel)
        return ok(undefined)
      } catch (error) {
        ports.log.error('parcel-not-kept', { error })
        return err({ code: 'not-saved' })
      }
    },
    async dropParcel({ id }) {
      const store = ownStore()
      if (ports !== null && store !== null) await ports.files.drop(store, id).catch((error: unknown) => ports.log.error('parcel-not-dropped', { error }))
      return ok(undefined)
    },
    async ownParcels() {
      const store = ownStore()
      return ok({ ids: ports === null || store === null ? [] : (await ports.files.of(store)).map(({ id }) => id) })
    },
    async othersUnsent() {
      const found = await others()
      return ok({ count: found.length, oldestAt: found[0]?.at ?? null })
    },
    async deliverOthers() {
      const link = ports?.access.link()
      if (ports === null || ownStore() === null) return err({ code: 'not-signed-in' })
      if (link?.kind !== 'with-desk') return err({ code: 'desk-away' })
      const found = await others()
      const counts = { delivered: 0, refused: 0, left: 0 }
      for (const [index, kept] of found.entries()) {
        const end = await bring(ports, kept, link.token)
        if (end === 'not-allowed') return err({ code: 'not-allowed' })
        if (end !== 'desk-away') counts[end] += 1
        else if (index === 0) return err({ code: 'desk-away' })
        else return ok({ ...counts, left: counts.left + found.length - index })
      }
      return ok(counts)
    },
  }
}

/** `left`: it was not brought to an end, which says nothing of the next one; `desk-away` and `not-allowed` do. */
type ParcelEnd = 'delivered' | 'refused' | 'left' | 'desk-away' | 'not-allowed'

async function bring({ files, sessions, log, desk }: ParcelPorts, kept: KeptParcel, token: string): Promise<ParcelEnd> {
  const parcel = await files.read(kept)
  if (parcel === null) return 'refused'
  const answer = await sessions.deliver(desk(), token, parcel)
  if (answer.ok) {
    if (!answer.value) return 'refused'
    // What stays is brought once more, and the desk knows it by its ids.
    await files.drop(kept.store, kept.id).catch((error: unknown) => log.error('parcel-not-dropped', { error }))
    return 'delivered'
  }
  if (answer.error.code === 'desk-refuses') return 'refused'
  if (answer.error.code === 'not-allowed') return 'not-allowed'
  // A large one on a slow way, or a desk that hangs: a small question tells one from the other.
  return answer.error.code === 'timed-out' && (await sessions.look(desk(), token)).ok ? 'left' : 'desk-away'
}
