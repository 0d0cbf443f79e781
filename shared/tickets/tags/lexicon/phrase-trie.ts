interface Node<T> {
  readonly next: Map<number, Node<T>>
  readonly values: T[]
}

/** Many phrases found in one walk over a text: one step per character and open prefix. */
export interface PhraseTrie<T> {
  /** Calls `found` for every occurrence of every phrase, overlapping ones too; offsets are UTF-16 units of `text`. */
  eachMatch(text: string, found: (value: T, start: number, end: number) => void): void
}

export function buildPhraseTrie<T>(phrases: Iterable<readonly [phrase: string, value: T]>): PhraseTrie<T> {
  const root: Node<T> = { next: new Map(), values: [] }
  for (const [phrase, value] of phrases) {
    if (phrase !== '') nodeOf(root, phrase).values.push(value)
  }
  return {
    eachMatch(text, found) {
      for (let start = 0; start < text.length; start += 1) {
        let node = root.next.get(text.charCodeAt(start))
        for (let end = start + 1; node !== undefined; end += 1) {
          for (const value of node.values) found(value, start, end)
          node = end < text.length ? node.next.get(text.charCodeAt(end)) : undefined
        }
      }
    },
  }
}

function nodeOf<T>(root: Node<T>, phrase: string): Node<T> {
  let node = root
  for (let at = 0; at < phrase.length; at += 1) {
    const unit = phrase.charCodeAt(at)
    let child = node.next.get(unit)
    if (child === undefined) {
      child = { next: new Map(), values: [] }
      node.next.set(unit, child)
    }
    node = child
  }
  return node
}
