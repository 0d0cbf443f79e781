import { describe, expect, it } from 'vitest'
import { grownInWords, programBytes, readHeap } from '../../support/heap-content'

type Row = readonly [type: string, name: string, bytes: number]

const types = ['synthetic', 'code', 'hidden', 'object shape', 'object', 'closure', 'string', 'native']

/** As the DevTools protocol tells it. */
function snapshotOf(rows: readonly Row[]): string {
  const strings = [...new Set(rows.map(([, name]) => name))]
  return JSON.stringify({
    snapshot: { meta: { node_fields: ['type', 'name', 'id', 'self_size', 'edge_count'], node_types: [types, 'string', 'number', 'number', 'number'] } },
    nodes: rows.flatMap(([type, name, bytes], id) => [types.indexOf(type), strings.indexOf(name), id, bytes, 0]),
    strings,
  })
}

const engine: readonly Row[] = [['synthetic', '(GC roots)', 5], ['code', 'answer', 4_000], ['hidden', 'system / FeedbackCell', 300], ['object shape', 'system / Map', 80]]
const program: readonly Row[] = [['object', 'Call', 40], ['object', 'Call', 44], ['closure', 'answer', 64], ['string', 'words of a caller', 28], ['native', 'HTMLElement', 120]]

describe('the content of a heap', () => {
  it('is told by class of object and by kind', () => {
    const content = readHeap(snapshotOf([...engine, ...program]))
    expect(content.get('Call')).toEqual({ count: 2, bytes: 84 })
    expect(content.get('(string)')).toEqual({ count: 1, bytes: 28 })
    expect(content.get('HTMLElement')).toEqual({ count: 1, bytes: 120 })
  })

  it('of the program is all but what the engine makes for itself', () => {
    const before = readHeap(snapshotOf(program))
    expect(programBytes(before)).toBe(296)
    expect(programBytes(readHeap(snapshotOf([...engine, ...program])))).toBe(296)
  })

  it('is compared by what has become more, the most first', () => {
    const after = readHeap(snapshotOf([...program, ['string', 'other words', 300], ['object', 'Call', 40]]))
    expect(grownInWords(readHeap(snapshotOf(program)), after, 2)).toBe('(string) 1 (0.3 kB), Call 1 (0.0 kB)')
  })
})
