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
  readonly sessions: Pick<DeskSessions, 'deliver'>
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
      const counts = { delivered: 0, refused: 0 }
      for (const kept of await others()) {
        const parcel = await ports.files.read(kept)
        const answer = parcel === null ? err({ code: 'desk-refuses' as const }) : await ports.sessions.deliver(ports.desk(), link.token, parcel)
        if (!answer.ok && answer.error.code !== 'desk-refuses') return err({ code: 'desk-away' })
        if (answer.ok && answer.value) {
          counts.delivered += 1
          await ports.files.drop(kept.store, kept.id)
        } else counts.refused += 1
      }
      return ok(counts)
    },
  }
}
