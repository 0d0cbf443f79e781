import { z } from 'zod'
import { once } from '../lib/once'
import rawPracticeCallers from './practice-callers.json'

/** Synthetic callers of the practice line: who rings, what they tell, what the console must do with it. */

const isoDate = z.iso.date()

const practiceHistoryItemSchema = z.strictObject({
  order_no: z.string().regex(/^GD\d{14}$/),
  days_ago: z.int().min(0),
  created: isoDate,
  type: z.enum(['咨询', '求助', '投诉', '举报', '建议', '表扬', '无效']),
  category: z.string().regex(/^[A-Z]+-\d{2}$/),
  district: z.string(),
  district_code: z.string(),
  employer: z.string(),
  summary: z.string().min(1),
  status: z.enum(['直接答复', '待签收', '办理中', '督办中', '已办结', '已并单', '无效']),
  due: isoDate.optional(),
  satisfaction: z.enum(['满意', '基本满意', '一般', '不满意']).optional(),
  disposition: z.enum(['无效-静音', '无效-错号', '无效-骚扰', '无效-推销']).optional(),
  /** Which of the people who share the number; only where `shared` is set. */
  person: z.string().optional(),
  /** Number it came from, where the person has two. */
  key: z.string().optional(),
  ext: z.string().optional(),
  confidential: z.boolean().optional(),
  rework: z.int().min(1).optional(),
  amount_yuan: z.number().min(0).optional(),
})

const practiceCallerSchema = z.strictObject({
  id: z.string().regex(/^C\d{2}$/),
  /** One name, several joined by ` / `, or a description in full-width brackets where no name is known. */
  name: z.string().min(1),
  /** From header value, P-Asserted-Identity beside it where the two differ. */
  raw_from: z.string(),
  raw_asserted: z.string().optional(),
  key: z.string().nullable(),
  other_keys: z.array(z.string()).optional(),
  trick: z.string(),
  story: z.string(),
  expect: z.array(z.string()),
  history: z.array(practiceHistoryItemSchema),
  notes: z
    .strictObject({
      hearing: z.enum(['hard-of-hearing', 'deaf']).optional(),
      relay: z.enum(['relative', 'interpreter', 'colleague']).optional(),
      preferredContact: z.enum(['voice', 'sms']).optional(),
    })
    .optional(),
  employer: z.string().optional(),
  workers: z.int().min(1).optional(),
  amount_yuan: z.number().min(0).optional(),
  participants: z.array(z.string()).optional(),
  emotion: z.array(z.tuple([z.string(), z.int().min(0).max(3)])).optional(),
  severity: z.enum(['RED', 'ORANGE', 'YELLOW', 'BLUE']).optional(),
  shared: z.boolean().optional(),
  anonymous: z.boolean().optional(),
  nuisance: z.boolean().optional(),
  link_to: z.string().optional(),
})

const practiceCallersSchema = z.strictObject({
  version: isoDate,
  reference_date: isoDate,
  note: z.string(),
  callers: z.array(practiceCallerSchema).min(1),
})

export type PracticeHistoryItem = z.infer<typeof practiceHistoryItemSchema>
export type PracticeCaller = z.infer<typeof practiceCallerSchema>

/** The callers that come with the product. Throws when the file does not fit its shape: that is a broken build. */
export const loadPracticeCallers = once((): readonly PracticeCaller[] => practiceCallersSchema.parse(rawPracticeCallers).callers)

/** Identity headers of the INVITE with which this caller rings. */
export function sipIdentityOf(caller: PracticeCaller): { from: string; assertedIdentity?: string } {
  return {
    from: caller.raw_from,
    ...(caller.raw_asserted === undefined ? {} : { assertedIdentity: caller.raw_asserted }),
  }
}

/** Names behind one practice number; none where the data only describes the caller. */
export function practiceNames(caller: PracticeCaller): readonly string[] {
  return caller.name.startsWith('（') ? [] : caller.name.split(' / ')
}
