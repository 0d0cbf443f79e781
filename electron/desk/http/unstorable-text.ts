/**
 * Paths of texts that PostgreSQL can't keep: U+0000 and halves of surrogate pairs (documentation of 15, 8.14 JSON types).
 * They come from damaged input, such as an emoji cut in half; the sender has to mend them.
 */
export function unstorablePaths(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value === 'string') return unstorable.test(value) ? [path.join('.')] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => unstorablePaths(part, [...path, key]))
}

/** With the flag `u`, a whole pair is one character and only halves are surrogates. */
const unstorable = /[\u0000\p{Surrogate}]/u
