import { constants, createDecipheriv, generateKeyPair, privateDecrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { parcelAdditionalData, parcelContentSchema, type ParcelContent, type ParcelRefusal, type SealedParcel } from '../../../shared/desk-api/unsent-parcel'
import { parseJson } from '../../../shared/lib/parse-json'
import { err, ok, type Result } from '../../../shared/lib/result'

const generate = promisify(generateKeyPair)
const keyBits = 3_072
const keyBytes = 32
const tagBytes = 16

/** Public half as SPKI in base64, private half as PKCS #8 in PEM. */
export async function makeRecoveryKey(): Promise<{ readonly publicKey: string; readonly privateKey: string }> {
  const { publicKey, privateKey } = await generate('rsa', {
    modulusLength: keyBits,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { publicKey: publicKey.toString('base64'), privateKey }
}

/** Errors: `parcel-not-for-this-desk` when the private half does not open it, or it was changed; `parcel-content`. */
export function openParcel({ id, wrapped, iv, content }: SealedParcel, privateKey: string): Result<ParcelContent, ParcelRefusal> {
  let plain: string
  try {
    const key = privateDecrypt(
      { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      Buffer.from(wrapped, 'base64'),
    )
    const sealed = Buffer.from(content, 'base64')
    if (key.length !== keyBytes || sealed.length < tagBytes) return err('parcel-not-for-this-desk')
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'))
      .setAAD(Buffer.from(parcelAdditionalData(id), 'utf8'))
      .setAuthTag(sealed.subarray(-tagBytes))
    plain = Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]).toString('utf8')
  } catch {
    return err('parcel-not-for-this-desk')
  }
  const parsed = parcelContentSchema.safeParse(parseJson(plain))
  return parsed.success ? ok(parsed.data) : err('parcel-content')
}
