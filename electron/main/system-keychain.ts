import type { SafeStorage } from 'electron'
import type { Keychain } from './sip-password'

/** What is asked of Electron. Only Linux has several backends to tell apart. */
type Storage = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> & Partial<Pick<SafeStorage, 'getSelectedStorageBackend'>>

/**
 * The keychain of Windows, macOS or the Linux desktop, once Electron is ready.
 *
 * SECURITY: on Linux Chromium falls back to a key that everybody knows, and calls it `basic_text`. A backend that is not known to be a
 * keyring counts as none: a password that is asked for once too often does no harm.
 */
export function createSystemKeychain(storage: Storage, platform: NodeJS.Platform): Keychain {
  return {
    isReal: () => storage.isEncryptionAvailable() && (platform !== 'linux' || isKeyring(storage.getSelectedStorageBackend?.())),
    encrypt: (text) => storage.encryptString(text),
    decrypt: (data) => storage.decryptString(Buffer.from(data)),
  }
}

function isKeyring(backend: string | undefined): boolean {
  return backend !== undefined && /^(gnome_libsecret|kwallet\d*)$/.test(backend)
}
