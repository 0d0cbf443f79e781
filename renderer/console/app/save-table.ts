import type { PageApi } from '../../../shared/ipc/page-api'
import { err, ok, type Result } from '../../../shared/lib/result'
import { toBase64 } from '../../storage/base64'

/** Gives a table away as a file; false when the person would rather not. A text is CSV (RFC 4180), bytes are a workbook. */
export type SaveTable = (name: string, content: Uint8Array | string) => Promise<Result<boolean, 'not-saved'>>

/** A table that the page has made, written by main where the person says. */
export function saveTableBy(lingxi: Pick<PageApi<'console'>, 'saveTable'>): SaveTable {
  return async (name, content) => {
    const isText = typeof content === 'string'
    const saved = await lingxi.saveTable({ name, kind: isText ? 'csv' : 'xlsx', content: toBase64(isText ? new TextEncoder().encode(content) : content) })
    return saved.ok ? ok(saved.value.saved) : err('not-saved')
  }
}
