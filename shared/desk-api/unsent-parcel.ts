import { z } from 'zod'
import { ticketEventSchema } from '../tickets/ticket-event'
import { deskErrorSchema, maxBatchEvents, receiptSchema } from './desk-api'

/**
 * Unsent work of somebody who is not there, sealed to the desk: any seat can deliver it, none but the desk can read it.
 *
 * ```
 * key      = 32 random bytes                                        once for each parcel
 * wrapped  = RSA-OAEP (SHA-256, no label) of key under the session's `recoveryKey` (SPKI, 3072 bits; RFC 8017 7.1)
 * content  = AES-256-GCM of the JSON of `parcelContentSchema` under key, iv of 12 random bytes,
 *            additional data = UTF-8 of `lingxi-unsent-parcel:1:` + id, tag of 16 bytes at the end (NIST SP 800-38D)
 * ```
 *
 * All of it is in WebCrypto (`RSA-OAEP`, `AES-GCM`), so that a console can seal while nobody is signed in at the desk.
 */
export const parcelRoute = '/v1/unsent-parcels'

const base64 = (longest: number) => z.string().max(longest).regex(/^[A-Za-z0-9+/]+={0,2}$/)

export const sealedParcelSchema = z.object({
  version: z.literal(1),
  id: z.uuid(),
  wrapped: base64(1_000),
  iv: base64(16),
  content: base64(7_000_000),
})
export type SealedParcel = z.infer<typeof sealedParcelSchema>

export function parcelAdditionalData(id: string): string {
  return `lingxi-unsent-parcel:1:${id}`
}

export const parcelContentSchema = z.object({
  author: z.object({ personId: z.uuid(), seat: z.string().regex(/^\d{4}$/) }),
  /**
   * A token of a session of the author's, however old: that it was the author who sealed this. Null after a sign-in without the desk; one that
   * the desk does not know counts as none.
   */
  token: z.string().max(200).nullable(),
  /** Each is accepted or refused by itself, as if the author had sent it. */
  submissions: z.array(z.object({ id: z.uuid(), events: z.array(ticketEventSchema).min(1).max(maxBatchEvents).readonly() })).min(1).max(500),
})
export type ParcelContent = z.infer<typeof parcelContentSchema>

/** 422 `refused` with one of these reasons when the parcel as a whole is none. */
export type ParcelRefusal = 'parcel-not-for-this-desk' | 'parcel-content' | 'parcel-author'

export const parcelAnswerSchema = z.object({
  results: z.array(z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('accepted'), id: z.uuid(), receipts: z.array(receiptSchema) }),
    /** Stays with the author, who repairs it at the next sign-in. */
    z.object({ kind: z.literal('refused'), id: z.uuid(), error: deskErrorSchema }),
  ])),
})
export type ParcelAnswer = z.infer<typeof parcelAnswerSchema>
