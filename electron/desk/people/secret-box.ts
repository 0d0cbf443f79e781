import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** What the desk seals in its database, under keys that come from `LINGXI_DESK_SECRET` and are nowhere else. */
export interface SecretBox {
  /** `what` names the place, so that a sealed value can't be put into another one. */
  seal(what: string, plain: string): Buffer
  /** @throws when it was sealed with another secret, for another place, or has been changed */
  open(what: string, sealed: Buffer): string
  /** What stands for a number where nobody may read it; `what` names the place. The same in every process of the desk. */
  keyed(what: string, plain: string): string
  /** Key of the audit's hashes. */
  readonly auditKey: Uint8Array
}

const ivBytes = 12
const tagBytes = 16
const version = 1

export function createSecretBox(secret: string): SecretBox {
  const keyFor = (use: string) => new Uint8Array(hkdfSync('sha256', secret, 'lingxi-desk', use, 32))
  const sealKey = keyFor('seal 1')
  const hashKey = keyFor('keyed 1')
  return {
    auditKey: keyFor('audit 1'),
    seal(what, plain) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv).setAAD(Buffer.from(what, 'utf8'))
      const content = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([version]), iv, cipher.getAuthTag(), content])
    },
    keyed: (what, plain) => createHmac('sha256', hashKey).update(`${what} ${plain}`, 'utf8').digest('base64url').slice(0, 22),
    open(what, sealed) {
      if (sealed[0] !== version) throw new Error('sealed in a form that is not known')
      const iv = sealed.subarray(1, 1 + ivBytes)
      const tag = sealed.subarray(1 + ivBytes, 1 + ivBytes + tagBytes)
      const decipher = createDecipheriv('aes-256-gcm', sealKey, iv).setAAD(Buffer.from(what, 'utf8')).setAuthTag(tag)
      return Buffer.concat([decipher.update(sealed.subarray(1 + ivBytes + tagBytes)), decipher.final()]).toString('utf8')
    },
  }
}
