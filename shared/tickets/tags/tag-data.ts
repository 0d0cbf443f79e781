import { z } from 'zod'
import { once } from '../../lib/once'
import { severitySchema } from '../ticket-event'
import rawTags from './tags.json'

const code = z.string().regex(/^[A-Z][A-Z0-9_]{0,59}$/)
const words = { zh: z.string().min(1), en: z.string().min(1) }
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const floor = z.object({ from: z.number().nonnegative(), level: severitySchema })
const riskAt = z.object({ code, level: severitySchema })
const emotionFrom = z.object({ code, from: z.number().int().min(1).max(3) })
const riskFrom = z.object({ code, from: severitySchema })

const emotion = z.object({
  code,
  ...words,
  levels: z
    .array(z.object({ level: z.number().int().min(0).max(3), ...words, signZh: z.string(), signEn: z.string() }))
    .min(1),
})

/** A level without a criterion doesn't exist for the tag: AMOUNT ends at ORANGE, SENSITIVE is always BLUE. */
const risk = z.object({ code, ...words, criteria: z.array(z.object({ level: severitySchema, ...words })).min(1) })

const combine = z.object({
  leftOutOfAction: z.array(code),
  groupAndAnger: z.object({
    risk: code,
    from: severitySchema,
    emotions: z.array(code),
    emotionFrom: z.number().int(),
    atLeast: severitySchema,
    suggests: riskAt,
  }),
  twoOrange: z.object({ risks: z.array(code), becomes: severitySchema }),
  despair: z.object({ emotion: code, from: z.number().int(), risk: code, atLeast: severitySchema }),
  sensitive: z.object({ code, lifts: z.array(code), upTo: severitySchema }),
  /** RED only beside another RED, whose kind they take: public exposure alone is no emergency. */
  standsOnOther: z.array(code),
})

export const redKindCodeSchema = z.enum(['RED_PERSON', 'RED_EVENT'])
/** 红·人身 (life, limb, freedom, a child) or 红·事态 (a crowd, an event). */
export type RedKindCode = z.infer<typeof redKindCodeSchema>

const redKind = z.object({ code: redKindCodeSchema, ...words, risks: z.array(code), notify: z.array(code) })

const step = z.object({
  code,
  who: z.enum(['agent', 'second-person', 'lead']),
  /** Seconds from the first confirmation of the level; absent = during the call, no moment of its own. */
  dueS: z.number().int().positive().optional(),
  kinds: z.array(redKindCodeSchema).optional(),
  optional: z.boolean().optional(),
  onlyWith: riskAt.optional(),
})

const levelActions = z.object({
  level: severitySchema,
  steps: z.array(step),
  notify: z.array(code),
  notifyConfidential: z.array(code).optional(),
  duties: z.array(code),
})

const thresholds = z.object({
  people: z.object({
    code,
    levels: z.array(floor),
    planned: z.object({ from: z.number(), with: riskAt, level: severitySchema }),
  }),
  amount: z.object({
    code,
    totalFen: z.array(floor),
    totalFenOfMany: floor.extend({ people: z.number().int() }),
    eachFen: z.array(floor),
    eachFenOverMonths: floor.extend({ months: z.number().int() }),
  }),
  repeat: z.object({ code, days: z.number().int(), calls: z.array(floor), unsatisfied: z.array(floor) }),
  age: z.object({
    code,
    child: z.object({ from: z.number().int(), to: z.number().int(), level: severitySchema }),
    teens: severitySchema,
    young: z.object({ from: z.number().int(), to: z.number().int(), level: severitySchema }),
    bands: z.array(z.object({ band: z.string(), level: severitySchema, child: z.boolean() })),
    childUnpaidAtWork: severitySchema,
  }),
  season: z.object({
    code,
    level: severitySchema,
    /** Suggested only beside one of these: alone a season says nothing about an order. */
    withAny: z.array(code),
    periods: z.array(z.object({ from: day, to: day, ...words })),
  }),
})

const script = z
  .object({
    id: z.string(),
    useZh: z.string(),
    useEn: z.string(),
    /** Spoken Chinese with `{slots}`. */
    text: z.string(),
    /** What is said instead when one of the slots isn't known. */
    textWhenUnknown: z
      .string()
      .regex(/^[^{}]+$/)
      .optional(),
    /** Absent = fits always, but comes last. */
    fits: z.object({ emotions: z.array(emotionFrom).default([]), risks: z.array(riskFrom).default([]) }).optional(),
    priority: z.number().int().default(0),
    marksConfidential: z.boolean().default(false),
    ruleZh: z.string().optional(),
    ruleEn: z.string().optional(),
  })
  .refine(
    (value) => value.textWhenUnknown !== undefined || !value.text.includes('{'),
    'a script with slots needs textWhenUnknown',
  )

const questions = z.object({
  red: z.array(z.object({ text: z.string(), kinds: z.array(redKindCodeSchema).optional() })),
  orange: z.object({ text: z.string(), with: riskAt }),
  psychological: z.array(z.string()),
  child: z.string(),
})

export const tagDataSchema = z.object({
  version: z.string(),
  emotions: z.array(emotion).min(1),
  emotionRules: z.object({
    most: z.number().int(),
    alone: code,
    askFrom: severitySchema,
    askForTypes: z.array(z.string()),
  }),
  severities: z
    .array(z.object({ code: severitySchema, ...words, meaningZh: z.string(), meaningEn: z.string() }))
    .length(4),
  risks: z.array(risk).min(1),
  combine,
  redKinds: z.array(redKind).length(2),
  redNoReasons: z.array(z.object({ key: z.string().length(1), code, ...words })).min(1),
  actions: z.array(levelActions).length(4),
  thresholds,
  scripts: z.array(script),
  soothing: z.array(z.string()),
  warnings: z.array(z.string()).min(1),
  greeting: z.string(),
  questions,
  psychologicalLine: z.object({
    number: z.string(),
    emotion: emotionFrom,
    risk: code,
    afterSafetyFrom: severitySchema,
  }),
})

/**
 * Emotions, risks, colours, compulsory actions, thresholds and scripts: data that an administrator may change, so every
 * function takes it as a parameter. Codes are open strings; what the rules do with a code stands in `combine`.
 */
export type TagData = z.infer<typeof tagDataSchema>
export type Thresholds = TagData['thresholds']
export type Script = TagData['scripts'][number]
export type ActionStep = TagData['actions'][number]['steps'][number]

/** The data as shipped; throws only when the shipped file is broken. */
export const shippedTagData = once((): TagData => tagDataSchema.parse(rawTags))
