import { z } from 'zod'

/** What lies in a heap, by what it is: the class of an object, or a kind of the engine's own in brackets. */
export type HeapContent = ReadonlyMap<string, HeapPart>

interface HeapPart {
  readonly count: number
  /** Of the things themselves, without what they refer to. */
  readonly bytes: number
}

/**
 * What the engine makes for itself: compiled code and what it has learnt about running it, shapes of objects. It grows with what is run
 * often, for thousands of calls; a program that keeps something keeps objects, closures, arrays or strings.
 */
const enginesOwn: readonly string[] = [
  '(code)', '(hidden)', '(object shape)',
  // What was loaded last, of which the browser engine keeps 250 (W3C Resource Timing 2, 4.2).
  'PerformanceResourceTiming',
]

const fields = ['type', 'name', 'id', 'self_size'] as const
const snapshotSchema = z.object({
  snapshot: z.object({ meta: z.object({ node_fields: z.array(z.string()), node_types: z.tuple([z.array(z.string())]).rest(z.unknown()) }) }),
  nodes: z.custom<readonly number[]>(Array.isArray),
  strings: z.custom<readonly string[]>(Array.isArray),
})

/** Reads a snapshot as the DevTools protocol tells it, JSON with nodes as rows of numbers. */
export function readHeap(json: string): HeapContent {
  const { snapshot, nodes, strings } = snapshotSchema.parse(JSON.parse(json))
  const { node_fields: names, node_types: [types] } = snapshot.meta
  const [type, name, , size] = fields.map((field) => names.indexOf(field)) as [number, number, number, number]
  const parts = new Map<string, { count: number; bytes: number }>()
  for (let at = 0; at < nodes.length; at += names.length) {
    const kind = types[nodes[at + type] ?? -1] ?? '?'
    if (kind === 'synthetic') continue
    const what = kind === 'object' || kind === 'native' ? (strings[nodes[at + name] ?? -1] ?? '?').slice(0, 60) : `(${kind})`
    const part = parts.get(what) ?? { count: 0, bytes: 0 }
    part.count += 1
    part.bytes += nodes[at + size] ?? 0
    parts.set(what, part)
  }
  return parts
}

/** Bytes of everything that the program itself holds. */
export function programBytes(content: HeapContent): number {
  return [...content].reduce((sum, [what, { bytes }]) => (enginesOwn.includes(what) ? sum : sum + bytes), 0)
}

/** What has become more between the two, by bytes, the most first: in words. */
export function grownInWords(before: HeapContent, after: HeapContent, most = 8): string {
  return [...after]
    .map(([what, { count, bytes }]) => ({ what, count: count - (before.get(what)?.count ?? 0), bytes: bytes - (before.get(what)?.bytes ?? 0) }))
    .sort((one, other) => other.bytes - one.bytes)
    .slice(0, most)
    .map(({ what, count, bytes }) => `${what} ${count} (${(bytes / 1000).toFixed(1)} kB)`)
    .join(', ')
}
