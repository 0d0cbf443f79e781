import { z } from 'zod'
import type { EpochMs } from '../lib/clock'
import type { CallCourse } from './call-course'
import { callCourseSchema } from './call-course'
import { epochMsSchema } from './call-schemas'

export const traceLimits = { messages: 200, headers: 24, header: 120 } as const

/** A SIP message as support may see it. */
export interface TracedMessage {
  readonly at: EpochMs
  readonly direction: 'in' | 'out'
  /** Method and masked address, or the status code. */
  readonly start: string
  /** `name: value`, only those that are known to hold nothing personal. */
  readonly headers: readonly string[]
  /** Characters of the body, which itself is never kept. */
  readonly bodyLength: number
}

/** What the phone page knows that support may need. Names nobody, holds no number. */
export interface PhoneDiagnostics {
  readonly trace: readonly TracedMessage[]
  /** Of the calls of the last minute. */
  readonly courses: readonly CallCourse[]
}

/** SECURITY: the phone reads hostile SIP, so what it says of it is narrowed once more to the letters that a trace is made of. */
const traceText = z.string().regex(/^[\w<>@:;,.*?/ +-]*$/)

export const phoneDiagnosticsSchema: z.ZodType<PhoneDiagnostics> = z.object({
  trace: z
    .array(
      z.object({
        at: epochMsSchema,
        direction: z.enum(['in', 'out']),
        start: traceText.max(traceLimits.header),
        headers: z.array(traceText.max(traceLimits.header)).max(traceLimits.headers),
        bodyLength: z.number().int().min(0).max(10_000_000),
      }),
    )
    .max(traceLimits.messages),
  courses: z.array(callCourseSchema).max(100),
})
