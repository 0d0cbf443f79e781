import { parcelAdditionalData, type ParcelContent, type SealedParcel } from '../../shared/desk-api/unsent-parcel'
import { fromBase64, toBase64 } from './base64'

const keyBits = 256
const ivBytes = 12

/**
 * Seals unsent work so that the desk alone can open it, whoever brings it; the form is that of `unsent-parcel.ts`.
 *
 * @param recoveryKey public key of the desk (SPKI, base64)
 * @throws when that is no key
 */
export async function sealParcel(id: string, content: ParcelContent, recoveryKey: string): Promise<SealedParcel> {
  const to = await crypto.subtle.importKey('spki', bytesOf(recoveryKey), { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['wrapKey'])
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: keyBits }, true, ['encrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
  const bound = new TextEncoder().encode(parcelAdditionalData(id))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound }, key, new TextEncoder().encode(JSON.stringify(content)))
  const wrapped = await crypto.subtle.wrapKey('raw', key, to, { name: 'RSA-OAEP' })
  return { version: 1, id, wrapped: toBase64(new Uint8Array(wrapped)), iv: toBase64(iv), content: toBase64(new Uint8Array(sealed)) }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(fromBase64(base64))
}
