/** With the flag `u`, a whole pair is one character and only halves are surrogates. */
const unstorable = /[\u0000\p{Surrogate}]/gu

/**
 * Takes out what no database keeps: U+0000 and halves of surrogate pairs (PostgreSQL 15, 8.14 JSON types). They come from
 * damaged input, such as an emoji cut in half or a text pasted from another program, and mean nothing to a reader.
 */
export function cleanText(text: string): string {
  return text.replace(unstorable, '')
}

/** The same value with every text in it cleaned, keys and all; plain data only. */
export function cleanTexts<T>(value: T): T {
  return clean(value) as T
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(clean)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [cleanText(key), clean(part)]))
}
