import { safeStorage } from 'electron'
import type { Keychain } from './sip-password'

/** The keychain of Windows, macOS or the Linux desktop, once Electron is ready. */
export const systemKeychain: Keychain = {
  isReal: () => safeStorage.isEncryptionAvailable() && backend() !== 'basic_text',
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (data) => safeStorage.decryptString(Buffer.from(data)),
}

/** On Linux Chromium falls back to a key that everybody knows and calls it `basic_text`. */
function backend(): string | null {
  if (process.platform !== 'linux') return null
  return typeof safeStorage.getSelectedStorageBackend === 'function' ? safeStorage.getSelectedStorageBackend() : null
}
