import { z } from 'zod'
import { maskText } from '../callers/masking'

/**
 * What has to be shown before a hotline takes its first call, and again after a while. How each is shown:
 *
 * - `dial`: dialled from a console through the PBX; whoever dialled says what was heard.
 * - `line`: a console's own line, as the PBX has answered it.
 * - `desk`: the desk looks for itself whenever it is asked.
 * - `statement`: somebody has done it and puts their name to it.
 */
export type GoLiveProof = 'dial' | 'line' | 'desk' | 'statement'

/** Which policy gives the days after which a result has to be shown anew. */
export type GoLiveAge = 'routeDays' | 'lineDays' | 'restoreDays'

export interface GoLiveCheck {
  readonly id: GoLiveCheckId
  readonly proof: GoLiveProof
  readonly age: GoLiveAge | null
  /** What is dialled unless somebody types another number; null: chosen from the duty list. */
  readonly number: string | null
}

const ids = [
  'route-110', 'route-120', 'route-119', 'route-12356', 'route-12345', 'notice', 'duty-day', 'duty-night',
  'pbx-reached', 'desk-reached', 'unit-phones', 'next-year', 'local-figures', 'certificates', 'restored',
] as const
export const goLiveCheckIdSchema = z.enum(ids)
export type GoLiveCheckId = z.infer<typeof goLiveCheckIdSchema>

const dialled = (id: GoLiveCheckId, number: string | null): GoLiveCheck => ({ id, proof: 'dial', age: 'routeDays', number })

/** In the order in which they are worked through. */
export const goLiveChecks: readonly GoLiveCheck[] = [
  dialled('route-110', '110'),
  dialled('route-120', '120'),
  dialled('route-119', '119'),
  dialled('route-12356', '12356'),
  dialled('route-12345', '12345'),
  dialled('notice', '12351'),
  dialled('duty-day', null),
  dialled('duty-night', null),
  { id: 'pbx-reached', proof: 'line', age: 'lineDays', number: null },
  { id: 'desk-reached', proof: 'desk', age: null, number: null },
  { id: 'unit-phones', proof: 'desk', age: null, number: null },
  { id: 'next-year', proof: 'desk', age: null, number: null },
  { id: 'local-figures', proof: 'desk', age: null, number: null },
  { id: 'certificates', proof: 'desk', age: null, number: null },
  { id: 'restored', proof: 'statement', age: 'restoreDays', number: null },
]

export function goLiveCheck(id: GoLiveCheckId): GoLiveCheck {
  const check = goLiveChecks.find((each) => each.id === id)
  if (check === undefined) throw new Error(`no check ${id}`)
  return check
}

/** A mobile number, however many digits the PBX wants in front of it. */
export function isMobile(number: string): boolean {
  return /1[3-9]\d{9}$/.test(number.replace(/[\s-]/g, ''))
}

/** A colleague's own number is not put down whole, whatever the PBX wants in front of it. */
export function maskDialled(number: string): string {
  return maskText(number.replace(/(1[3-9]\d)\d{4}(\d{4})$/, '$1****$2'))
}

const time = z.int().nonnegative()
const note = z.string().trim().max(200)

/** What was done to show it. Numbers of people come masked. */
export const goLiveEvidenceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('dialled'),
    number: z.string().min(1).max(40).transform(maskDialled),
    toMobile: z.boolean(),
    startedAt: time,
    answeredAt: time.nullable(),
    endedAt: time,
    /** SIP status of a call that failed. */
    sipCode: z.int().min(100).max(699).nullable(),
    /** Whoever dialled has heard the right place answer. */
    heard: z.boolean(),
    note,
  }),
  z.object({ kind: z.literal('line'), isRegistered: z.boolean(), provenAt: time.nullable() }),
  /** `until`: how long it holds by itself, as the day on a certificate. */
  z.object({ kind: z.literal('statement'), on: z.iso.date(), until: z.iso.date().nullable(), note: note.min(1) }),
  /** A backup was put into another database and compared there, on the server. */
  z.object({ kind: z.literal('compared'), events: time, auditRows: time }),
])
export type GoLiveEvidence = z.infer<typeof goLiveEvidenceSchema>

/** Whether the evidence is of the kind that this check can be shown by. */
export function canShow({ id, proof }: GoLiveCheck, evidence: GoLiveEvidence): boolean {
  switch (evidence.kind) {
    case 'dialled':
      return proof === 'dial'
    case 'line':
      return proof === 'line'
    case 'compared':
      return id === 'restored'
    case 'statement':
      // A certificate on a proxy that the desk cannot see is known to whoever keeps that.
      return id === 'restored' || (id === 'certificates' && evidence.until !== null)
  }
}

/** Whether it shows that all is well. A duty list is of no use at three in the morning unless a pocket rings. */
export function isGood(id: GoLiveCheckId, evidence: GoLiveEvidence): boolean {
  switch (evidence.kind) {
    case 'dialled':
      return evidence.answeredAt !== null && evidence.heard && (evidence.toMobile || (id !== 'duty-day' && id !== 'duty-night'))
    case 'line':
      return evidence.isRegistered
    case 'statement':
    case 'compared':
      return true
  }
}
