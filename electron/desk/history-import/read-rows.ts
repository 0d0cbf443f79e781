import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse'
import { z } from 'zod'
import { parseJson } from '../../../shared/lib/parse-json'
import type { HistoryMapping, HistoryRow } from './mapping'

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]).transform((value) => (value === null ? '' : String(value)))
const rowsSchema = z.array(z.record(z.string(), cell))

/** What a file of history can't be read as. */
export class UnreadableHistory extends Error {
  override readonly name = 'UnreadableHistory'
}

/**
 * Rows of a CSV file with a line of headings (RFC 4180), however long it is, or of a JSON array of objects.
 *
 * @throws UnreadableHistory when the file is neither, or not in that encoding
 */
export async function* readRows(file: string, { encoding }: Pick<HistoryMapping, 'encoding'>): AsyncGenerator<HistoryRow> {
  try {
    if (file.toLowerCase().endsWith('.json')) {
      const text = new TextDecoder(encoding, { fatal: true }).decode(await readFile(file))
      yield* rowsSchema.parse(parseJson(text))
      return
    }
    const parser = parse({ columns: true, bom: true, skip_empty_lines: true, relax_column_count: true })
    const feed = feedTextOf(file, encoding, parser)
    for await (const row of parser) yield row as HistoryRow
    await feed
  } catch (error) {
    throw new UnreadableHistory(error instanceof Error ? error.name : 'unreadable')
  }
}

async function feedTextOf(file: string, encoding: string, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true })
    for await (const bytes of createReadStream(file) as AsyncIterable<Uint8Array>) {
      const text = decoder.decode(bytes, { stream: true })
      if (text !== '' && !parser.write(text)) await new Promise((resolve) => parser.once('drain', resolve))
    }
    parser.end(decoder.decode())
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error('unreadable'))
  }
}
