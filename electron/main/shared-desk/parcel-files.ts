import { readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { sealedParcelSchema, type SealedParcel } from '../../../shared/desk-api/unsent-parcel'
import { parseJson } from '../../../shared/lib/parse-json'
import { writeDurably } from '../durable-file'
import { storeFolder } from './people-files'

export interface KeptParcel {
  readonly store: string
  /** Of the submission in it. */
  readonly id: string
  /** When it was sealed last, UTC ms. */
  readonly at: number
}

/** Unsent work sealed to the desk, one file for each submission, in the store of whoever wrote it. SECURITY: nobody here can open one. */
export interface ParcelFiles {
  /** Durable when it settles. */
  keep(store: string, id: string, parcel: SealedParcel): Promise<void>
  drop(store: string, id: string): Promise<void>
  of(store: string): Promise<readonly KeptParcel[]>
  /** Null when it is not there any more, or is none. */
  read(kept: KeptParcel): Promise<SealedParcel | null>
}

const extension = '.json'

/** @param folder of the mode */
export function createParcelFiles(folder: string): ParcelFiles {
  const inStore = (store: string) => path.join(storeFolder(folder, store), 'parcels')
  const fileOf = (store: string, id: string) => path.join(inStore(store), `${id}${extension}`)
  return {
    keep: (store, id, parcel) => writeDurably(fileOf(store, id), JSON.stringify(parcel)),
    drop: (store, id) => rm(fileOf(store, id), { force: true }),
    async of(store) {
      const names = await readdir(inStore(store)).catch(() => [])
      const ids = names.filter((name) => name.endsWith(extension)).map((name) => name.slice(0, -extension.length))
      return Promise.all(ids.map(async (id) => ({ store, id, at: Math.floor((await stat(fileOf(store, id))).mtimeMs) })))
    },
    async read({ store, id }) {
      const text = await readFile(fileOf(store, id), 'utf8').catch(() => null)
      const parcel = sealedParcelSchema.safeParse(text === null ? null : parseJson(text))
      return parcel.success ? parcel.data : null
    },
  }
}
