const key = 'signed-out-by'
type Memory = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Who has signed somebody out, for the page that comes next: a seat that is empty without a word looks like a fault. */
export function keepSignedOutBy(storage: Memory, name: string): void {
  try {
    storage.setItem(key, name)
  } catch {
    // Full: the sign-in says nothing.
  }
}

/** Told once. */
export function takeSignedOutBy(storage: Memory): string | null {
  const name = storage.getItem(key)
  storage.removeItem(key)
  return name
}
