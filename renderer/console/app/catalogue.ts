import { bookInUse, type BookInUse } from '../../../shared/desk-book/book-in-use'
import areaCodes from '../../../shared/callers/area-codes.json'
import { createAttribution, type Attribution } from '../../../shared/callers/attribution'
import mobilePlaces from '../../../shared/callers/mobile-places.json'
import { buildKnowledgeIndex, type KnowledgeIndex } from '../../../shared/knowledge/find-entries'
import { shippedKnowledgeBase, type KnowledgeBase } from '../../../shared/knowledge/knowledge-base'
import type { PhoneNumber } from '../../../shared/callers/phone-number'
import type { Locale } from '../../../shared/settings/settings'
import type { DeadlineData } from '../../../shared/tickets/deadlines/shipped'
import type { DispatchData } from '../../../shared/tickets/dispatch/dispatch-rules'
import { unitName } from '../../../shared/tickets/dispatch/unit-name'
import type { UnitRef } from '../../../shared/tickets/dispatch/departments'
import { placeNamed, streetsOf } from '../../../shared/tickets/dispatch/places'
import { compileLexicon, type CompiledLexicon } from '../../../shared/tickets/tags/lexicon/compile-lexicon'
import { shippedLexicon } from '../../../shared/tickets/tags/lexicon/lexicon'
import { shippedTagData, type TagData } from '../../../shared/tickets/tags/tag-data'
import { findCategory, findRequestType, type RequestTypeCode, type Taxonomy } from '../../../shared/tickets/taxonomy'

/** The lists that an administrator may change, parsed once, and the words for their codes. */
export interface Catalogue {
  readonly locale: Locale
  /** What units, categories, limits, calendar and queues are taken from. */
  readonly book: BookInUse
  readonly taxonomy: Taxonomy
  readonly dispatch: DispatchData
  readonly deadlines: DeadlineData
  readonly tags: TagData
  readonly lexicon: CompiledLexicon
  readonly knowledge: KnowledgeBase
  readonly knowledgeIndex: KnowledgeIndex
  /** Name of a category; the code itself where the list has no such code (an older order). */
  category(code: string): string
  /** `劳动报酬 › 工程建设领域欠薪` */
  categoryPath(code: string): string
  requestType(code: string): string
  district(code: string): string
  street(districtCode: string, code: string): string
  unit(unit: UnitRef): string
  /** What a queue of the PBX is called; its name there where nobody has named it. */
  queue(code: string): string
  /** Departments that have a public number. */
  readonly departmentPhones: readonly { readonly name: string; readonly initials: string; readonly number: string }[]
  emotion(code: string, level: number): string
  risk(code: string): string
  /** The criterion of a level, in words; null where the tag has no such level. */
  riskCriterion(code: string, level: string): string | null
  /** `重庆`, `四川 成都`, with the carrier where one is known; null when nobody knows. */
  placeOfNumber(number: PhoneNumber): string | null
}

/** Words that the program has itself for what is not in its tables. */
export interface CatalogueWords {
  carrier(carrier: string): string
  queue(code: string): string
}

export function createCatalogue(locale: Locale, words: CatalogueWords, book = bookInUse([])): Catalogue {
  const { dispatch, deadlines } = book
  const { taxonomy } = dispatch
  const tags = shippedTagData()
  const knowledge = shippedKnowledgeBase()
  const attribution: Attribution = createAttribution({ areaCodes, mobilePlaces })
  const word = locale === 'en' ? 'en' : 'zh'
  const categoryWords = (code: string) => findCategory(code, taxonomy)
  return {
    locale,
    book,
    taxonomy,
    dispatch,
    deadlines,
    tags,
    lexicon: compileLexicon(shippedLexicon(), tags),
    knowledge,
    knowledgeIndex: buildKnowledgeIndex(knowledge),
    category: (code) => categoryWords(code)?.category[word] ?? code,
    categoryPath: (code) => {
      const found = categoryWords(code)
      return found === null ? code : `${found.group[word]} › ${found.category[word]}`
    },
    requestType: (code) => findRequestType(code as RequestTypeCode, taxonomy)?.[word] ?? code,
    district: (code) => placeNamed(code, dispatch.places)?.[word] ?? code,
    street: (district, code) => streetsOf(district, dispatch.places).find((street) => 'code' in street && street.code === code)?.[word] ?? code,
    departmentPhones: dispatch.departments.flatMap((each) => (each.phone === null ? [] : [{ name: each[word], initials: each.initials, number: each.phone }])),
    unit: (unit) => unitName(unit, word, dispatch),
    queue: words.queue,
    emotion: (code, level) => tags.emotions.find((emotion) => emotion.code === code)?.levels.find((each) => each.level === level)?.[word] ?? code,
    risk: (code) => tags.risks.find((risk) => risk.code === code)?.[word] ?? code,
    riskCriterion: (code, level) => tags.risks.find((risk) => risk.code === code)?.criteria.find((each) => each.level === level)?.[word] ?? null,
    placeOfNumber: (number) => {
      const { province, city, carrier } = attribution.of(number)
      const parts = [province, city, carrier === null ? null : words.carrier(carrier)].filter((part) => part !== null)
      return parts.length === 0 ? null : parts.join(' ')
    },
  }
}
