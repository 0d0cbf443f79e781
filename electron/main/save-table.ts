import { writeFile } from 'node:fs/promises'
import type { AnswerOf, FailureOf, RequestOf } from '../../shared/ipc/page-api'
import { errorFacts } from '../../shared/lib/error-facts'
import { err, ok, type Result } from '../../shared/lib/result'
import type { Log } from './log'

export interface SaveTablePorts {
  readonly log: Log
  /** Where the file goes; null when the person would rather not. */
  askPath(suggested: string, kind: 'csv' | 'xlsx'): Promise<string | null>
}

export type SaveTable = (request: RequestOf<'console', 'saveTable'>) => Promise<Result<AnswerOf<'console', 'saveTable'>, FailureOf<'console', 'saveTable'>>>

/** Writes what the page has made where the person says. SECURITY: the page gives a name and never a place. */
export function createSaveTable({ log, askPath }: SaveTablePorts): SaveTable {
  return async ({ name, kind, content }) => {
    try {
      const file = await askPath(`${name}.${kind}`, kind)
      if (file === null) return ok({ saved: false })
      await writeFile(file, Buffer.from(content, 'base64'), { mode: 0o600 })
      return ok({ saved: true })
    } catch (error) {
      log.error('table-not-saved', { ...errorFacts(error) })
      return err({ code: 'not-saved' })
    }
  }
}
