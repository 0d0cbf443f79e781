import { z } from 'zod'
import { once } from '../lib/once'
import taxonomyData from './taxonomy.json'

/** 咨询 求助 投诉 举报 建议 表扬 无效. A closed list: limits and secrecy hang on each. */
export const REQUEST_TYPES = ['ZX', 'QZ', 'TS', 'JB', 'JY', 'BY', 'WX'] as const

export type RequestTypeCode = (typeof REQUEST_TYPES)[number]

const InitialsSchema = z.string().regex(/^[a-z0-9]+$/)

/** A short everyday name and its pinyin initials, as an agent types it: 工地欠薪, gdqx. */
const AliasSchema = z.object({ zh: z.string().min(1), initials: InitialsSchema })

export type Alias = z.infer<typeof AliasSchema>

const RequestTypeSchema = z.object({
  code: z.enum(REQUEST_TYPES),
  zh: z.string(),
  en: z.string(),
  hintZh: z.string(),
  hintEn: z.string(),
})

const LeafSchema = z.object({
  code: z.string().regex(/^[A-Z]+-\d{2}$/),
  zh: z.string(),
  en: z.string(),
  initials: InitialsSchema,
  aliases: z.array(AliasSchema),
  usualType: z.enum(REQUEST_TYPES),
  /** Department codes; see `dispatch/departments.json`. */
  lead: z.string(),
  cooperate: z.array(z.string()),
  /** Keys of the ticket fields that this category brings into the form. */
  extraFields: z.array(z.string()),
  /** Risk tags to keep an eye on. */
  watchRisks: z.array(z.string()),
  /** What the agent asks the caller, in Chinese; empty when nothing special. */
  agentMustAsk: z.string(),
  /** No longer given; whatever has it keeps it. */
  isRetired: z.boolean().optional(),
})

const GroupSchema = z.object({
  code: z.string().regex(/^[A-Z]+$/),
  zh: z.string(),
  en: z.string(),
  initials: InitialsSchema,
  children: z.array(LeafSchema).min(1),
})

export const TaxonomySchema = z.object({
  version: z.string(),
  requestTypes: z.array(RequestTypeSchema),
  categories: z.array(GroupSchema).min(1),
})

export type Taxonomy = z.infer<typeof TaxonomySchema>
export type RequestType = z.infer<typeof RequestTypeSchema>
export type CategoryGroup = z.infer<typeof GroupSchema>
/** A category that an order can carry (second level), e.g. WAGE-02. */
export type Category = z.infer<typeof LeafSchema>

/** The categories as shipped; throws when the shipped file is broken. */
export const shippedTaxonomy = once((): Taxonomy => TaxonomySchema.parse(taxonomyData))

/** The category of a code with its group, or null when the taxonomy (an older one, another one) has no such code. */
export function findCategory(
  code: string,
  taxonomy: Taxonomy,
): { readonly category: Category; readonly group: CategoryGroup } | null {
  for (const group of taxonomy.categories) {
    const category = group.children.find((child) => child.code === code)
    if (category !== undefined) return { category, group }
  }
  return null
}

export function findRequestType(code: RequestTypeCode, taxonomy: Taxonomy): RequestType | null {
  return taxonomy.requestTypes.find((type) => type.code === code) ?? null
}
