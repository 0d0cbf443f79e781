import { z } from 'zod'
import { fingerprintSchema } from '../settings/server-trust'

/**
 * A certificate with which a server was not let in. `unknown`: nobody who is trusted vouches for it. `not-the-pinned`: fingerprints or an
 * authority are set, and it is another one. `other-host`: it was made for another name. `out-of-date`: it has run out, or is not valid
 * yet. `unfit`: revoked, broken or too weak to be trusted by anybody.
 */
export const refusedCertificateSchema = z.object({
  host: z.string().max(253),
  fingerprint: fingerprintSchema,
  reason: z.enum(['unknown', 'not-the-pinned', 'other-host', 'out-of-date', 'unfit']),
})
export type RefusedCertificate = z.infer<typeof refusedCertificateSchema>
