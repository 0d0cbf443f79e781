import { parcelAdditionalData, type ParcelContent, type SealedParcel } from '../../../shared/desk-api/unsent-parcel'

const base64 = (bytes: ArrayBuffer | Uint8Array<ArrayBuffer>) => Buffer.from(bytes as ArrayBuffer).toString('base64')

/** Seals as a console does: with WebCrypto and the public half that came with the session. */
export async function sealParcel(id: string, content: ParcelContent, recoveryKey: string): Promise<SealedParcel> {
  const { subtle } = crypto
  const publicKey = await subtle.importKey('spki', Buffer.from(recoveryKey, 'base64'), { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['encrypt'])
  const raw = crypto.getRandomValues(new Uint8Array(32))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const key = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt'])
  const plain = new TextEncoder().encode(JSON.stringify(content))
  const additionalData = new TextEncoder().encode(parcelAdditionalData(id))
  return {
    version: 1,
    id,
    wrapped: base64(await subtle.encrypt({ name: 'RSA-OAEP' }, publicKey, raw)),
    iv: base64(iv),
    content: base64(await subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain)),
  }
}
