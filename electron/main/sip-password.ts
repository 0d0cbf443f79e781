import { readFileSync, rmSync } from 'node:fs'
import type { SipAccount } from '../../shared/ipc/values'
import { writeDurably } from './durable-file'

/** The system's keychain as far as it is one. */
export interface Keychain {
  /** False where the "keychain" would be a key in the open, as on Linux without a keyring. */
  isReal(): boolean
  encrypt(text: string): Uint8Array
  /** @throws when it was encrypted elsewhere. */
  decrypt(data: Uint8Array): string
}

export interface SipPassword {
  current(): string | null
  state(): SipAccount['password']
  readonly canKeep: boolean
  set(password: string): Promise<void>
}

/**
 * SECURITY: the SIP password is written only as the system's keychain has encrypted it. Where there is none it lives in this
 * process's memory and is asked for at each start. It never stands in the settings.
 */
export function createSipPassword(file: string, keychain: Keychain): SipPassword {
  const canKeep = keychain.isReal()
  let password = canKeep ? readKept(file, keychain) : null
  let isKept = password !== null
  return {
    canKeep,
    current: () => password,
    state: () => (password === null ? 'missing' : isKept ? 'kept' : 'this-run-only'),
    async set(next) {
      if (next === '') rmSync(file, { force: true })
      else if (canKeep) await writeDurably(file, keychain.encrypt(next))
      password = next === '' ? null : next
      isKept = canKeep && next !== ''
    },
  }
}

/** One that can't be read any more (another machine, a lost keyring) is asked for again like one that was never there. */
function readKept(file: string, keychain: Keychain): string | null {
  try {
    return keychain.decrypt(readFileSync(file))
  } catch {
    return null
  }
}
