import { describe, expect, it } from 'vitest'
import { createSystemKeychain } from '../../../electron/main/system-keychain'

/** As Electron's own, with a cipher that turns the bytes round. */
function storageOf(isAvailable: boolean, backend?: string) {
  const storage = {
    isEncryptionAvailable: () => isAvailable,
    encryptString: (text: string) => Buffer.from(text).reverse(),
    decryptString: (data: Buffer) => Buffer.from(data).reverse().toString(),
  }
  return backend === undefined ? storage : { ...storage, getSelectedStorageBackend: () => backend as 'basic_text' }
}

const isReal = (platform: NodeJS.Platform, isAvailable: boolean, backend?: string) => createSystemKeychain(storageOf(isAvailable, backend), platform).isReal()

describe('a keychain that a password may be kept in', () => {
  it.each(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'])('%s is one on Linux, while it can be used', (backend) => {
    expect([isReal('linux', true, backend), isReal('linux', false, backend)]).toEqual([true, false])
  })

  it.each(['basic_text', 'unknown', 'gnome_any', 'not_kwallet', ''])('“%s” is none on Linux, whatever Electron says of encryption', (backend) => {
    expect([isReal('linux', true, backend), isReal('linux', false, backend)]).toEqual([false, false])
  })

  it('a Linux where nobody says which backend it is has none', () => {
    expect(isReal('linux', true)).toBe(false)
  })

  it.each(['win32', 'darwin'] as const)('that of %s is one as soon as it can be used, and has no backends', (platform) => {
    expect([isReal(platform, true), isReal(platform, false)]).toEqual([true, false])
  })

  it('is asked each time: before Electron is ready it is none yet', () => {
    let isAvailable = false
    const keychain = createSystemKeychain({ ...storageOf(true), isEncryptionAvailable: () => isAvailable }, 'win32')
    expect(keychain.isReal()).toBe(false)
    isAvailable = true
    expect(keychain.isReal()).toBe(true)
  })

  it('gives back what it has encrypted, from bytes that are no buffer', () => {
    const keychain = createSystemKeychain(storageOf(true), 'darwin')
    const kept = keychain.encrypt('secret-1001')
    expect(Buffer.from(kept).includes('secret')).toBe(false)
    expect(keychain.decrypt(new Uint8Array(kept))).toBe('secret-1001')
  })
})
