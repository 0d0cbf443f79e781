import { randomBytes } from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { AnswerOf, FailureOf, RequestOf } from '../../shared/ipc/page-api'
import { errorFacts } from '../../shared/lib/error-facts'
import { oneAfterTheOther } from '../../shared/lib/one-after-the-other'
import { err, ok, type Result } from '../../shared/lib/result'
import { isDiskFull } from './disk-full'
import { syncFolder } from './durable-file'
import type { Log } from './log'

type Calls = 'beginTable' | 'addToTable' | 'endTable'
type Answering<N extends Calls> = Promise<Result<AnswerOf<'console', N>, FailureOf<'console', N>>>

/** A table that a page makes piece by piece, too large to be held at once. */
export interface TableFile {
  beginTable(request: RequestOf<'console', 'beginTable'>): Answering<'beginTable'>
  addToTable(request: RequestOf<'console', 'addToTable'>): Answering<'addToTable'>
  endTable(request: RequestOf<'console', 'endTable'>): Answering<'endTable'>
  /** The page that was making one is gone, or the program ends. */
  drop(): Promise<void>
}

export interface TableFilePorts {
  readonly log: Log
  /** Where the file goes; null when the person would rather not. */
  askPath(suggested: string, kind: 'csv' | 'jsonl'): Promise<string | null>
}

/** SECURITY: the page gives a name and never a place. Half a table is never left under the name that was chosen. */
export function createTableFile({ log, askPath }: TableFilePorts): TableFile {
  const inTurn = oneAfterTheOther()
  let current: { readonly handle: FileHandle; readonly part: string; readonly file: string } | null = null

  async function dropNow(): Promise<void> {
    if (current === null) return
    const { handle, part } = current
    current = null
    await handle.close().catch(() => undefined)
    await rm(part, { force: true }).catch(() => undefined)
  }

  async function failed(error: unknown) {
    log.error('table-not-saved', { ...errorFacts(error) })
    await dropNow()
    return err({ code: isDiskFull(error) ? ('full' as const) : ('not-saved' as const) })
  }

  return {
    async beginTable({ name, kind }) {
      await inTurn(dropNow)
      try {
        // In no turn: the program may have to end while somebody still looks for a place.
        const file = await askPath(`${name}.${kind}`, kind)
        if (file === null) return ok({ begun: false })
        const part = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(4).toString('hex')}.part`)
        await inTurn(async () => {
          await dropNow()
          current = { handle: await open(part, 'wx', 0o600), part, file }
        })
        return ok({ begun: true })
      } catch (error) {
        return inTurn(() => failed(error))
      }
    },
    addToTable: ({ text }) => inTurn(async () => {
      if (current === null) return err({ code: 'not-saved' })
      try {
        await current.handle.appendFile(text, 'utf8')
        return ok(undefined)
      } catch (error) {
        return failed(error)
      }
    }),
    endTable: ({ keep }) => inTurn(async () => {
      if (!keep) {
        await dropNow()
        return ok(undefined)
      }
      if (current === null) return err({ code: 'not-saved' })
      try {
        const { handle, part, file } = current
        await handle.sync()
        await handle.close()
        await rename(part, file)
        current = null
        await syncFolder(path.dirname(file))
        return ok(undefined)
      } catch (error) {
        return failed(error)
      }
    }),
    drop: () => inTurn(dropNow),
  }
}
