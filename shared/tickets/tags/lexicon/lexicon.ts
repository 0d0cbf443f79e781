import { z } from 'zod'
import { once } from '../../../lib/once'
import { severitySchema } from '../../ticket-event'
import rawLexicon from './lexicon.json'
import { normalisePhrase } from './normalise-text'

/** Brought into the form of the normalised text at once; a word of nothing but blanks is refused. */
const word = z.string().transform(normalisePhrase).pipe(z.string().min(1).max(60))
const wordList = z.array(word)
const tagCode = z.string().regex(/^[A-Z][A-Z0-9_]{0,59}$/)
const scope = z.enum(['clause', 'sentence'])

const needs = z.object({ any: wordList.min(1), scope })
const raiseIf = z.object({ any: wordList.min(1), within: z.number().int().positive(), to: severitySchema })
const lowerIf = z.object({
  any: wordList.min(1),
  /** Characters before or after the phrase; null = anywhere in the scope. */
  within: z.number().int().positive().nullable(),
  scope,
  unless: wordList,
  to: severitySchema,
})

const common = {
  id: z.string().min(1),
  p: word,
  tag: tagCode,
  /** The phrase carries its own 不 (不想活): only a second negation takes it back. */
  selfNegated: z.boolean().default(false),
  note: z.string().default(''),
  needs: needs.optional(),
}

const entry = z.discriminatedUnion('group', [
  z.object({ ...common, group: z.literal('emotion'), level: z.number().int().min(1).max(3) }),
  z.object({
    ...common,
    group: z.literal('risk'),
    level: severitySchema,
    raiseIf: raiseIf.optional(),
    lowerIf: lowerIf.optional(),
  }),
])

export const lexiconSchema = z.object({
  version: z.string(),
  negators: wordList,
  negatorExceptions: wordList,
  blockers: wordList,
  resets: wordList,
  doubleNegations: wordList,
  selfNegatedNegators: wordList,
  imperatives: wordList,
  protectedTags: z.array(z.string()),
  neverLowered: z.array(z.string()),
  hearsay: wordList,
  deniedNote: z.string(),
  windows: z.object({
    blockerReach: z.number().int().nonnegative(),
    moneyExclusionBefore: z.number().int().nonnegative(),
  }),
  numbers: z.object({
    peopleNouns: wordList,
    peopleNotAfter: wordList,
    /** Each character by itself. */
    peopleNotBefore: z.string(),
    moneyNotAfter: wordList,
    moneyNotBefore: z.string(),
  }),
  age: z.object({
    workWords: wordList,
    kinWords: wordList,
    notWithBefore: wordList,
    underWords: wordList,
    /** All that may stand beside an age which belongs to the worker of the clause before. */
    leadIn: wordList,
    tail: wordList,
    /** Grown-ups whose work it is instead. */
    otherWorkers: wordList,
    /** Right in front of a child that is worked for. */
    kinObjectBefore: wordList,
    noWorkBefore: wordList,
  }),
  entries: z.array(entry),
  falseFriends: z.array(z.object({ p: word, tags: z.array(z.string()).min(1), note: z.string().optional() })),
})

/** Phrases that hint at an emotion or a risk, and the words around them that change the reading. Editable by leads. */
export type Lexicon = z.infer<typeof lexiconSchema>
export type LexiconEntry = Lexicon['entries'][number]

/** The lexicon as shipped; the steps that the code follows stand in the file under `algorithm`. */
export const shippedLexicon = once((): Lexicon => lexiconSchema.parse(rawLexicon))
