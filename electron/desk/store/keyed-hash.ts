import { createHmac } from 'node:crypto'

/** Keyed hash of what is looked up but must not be read: a code of eight digits in plain SHA-256 is guessed in a second. */
export interface HashSecret {
  of(value: string): Buffer
}

export function createHashSecret(secret: Buffer): HashSecret {
  return { of: (value) => createHmac('sha256', secret).update(value, 'utf8').digest() }
}
