/**
 * Works a value out when it is first asked for, and gives that one ever after: for what no input changes, like the data that
 * comes with the program. Whoever asks shares it, so nobody may write into it. A failure is not kept.
 *
 * The mark lets a bundle leave out what it never asks for.
 */
/* @__NO_SIDE_EFFECTS__ */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}
