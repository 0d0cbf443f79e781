import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonWords } from '../../shared/queue/state-reasons'
import { placeNamed } from '../../shared/tickets/dispatch/places'
import { shippedDispatchData } from '../../shared/tickets/dispatch/dispatch-rules'
import { shippedTagData } from '../../shared/tickets/tags/tag-data'
import { shippedTaxonomy } from '../../shared/tickets/taxonomy'
import type { WallFacts } from './wall-port'

const { categories } = shippedTaxonomy()
const { risks } = shippedTagData()
const { places } = shippedDispatchData()

/** Names of the codes that the wall is told, in the language of now; the code itself where no list has it. */
export interface Names {
  category(code: string): string
  district(code: string): string
  risk(code: string): string
  queue(code: string): string
  /** What has to be done next: of an order, or a compulsory action. */
  step(code: string): string
  /** Whatever nobody has said. */
  said(name: (code: string) => string, code: string | null): string
  reason(code: string): string
}

type NamesOfDesk = Pick<WallFacts, 'queueNames' | 'categoryNames'>
const DeskNames = createContext<NamesOfDesk>({ queueNames: {}, categoryNames: {} })

/** Everything inside calls queues and categories by these names. */
export const DeskNamesProvider = DeskNames.Provider

export function useNames(): Names {
  const { queueNames, categoryNames } = useContext(DeskNames)
  const { t, i18n } = useTranslation()
  const word = i18n.language === 'en' ? 'en' : 'zh'
  const known = (key: string, code: string) => (i18n.exists(key) ? t(key) : code)
  return {
    category(code) {
      const own = categoryNames[code]?.[word]
      if (own !== undefined) return own
      const group = categories.find((each) => each.code === code)
      if (group !== undefined) return group[word]
      return categories.flatMap(({ children }) => children).find((each) => each.code === code)?.[word] ?? code
    },
    district: (code) => placeNamed(code, places)?.[word] ?? code,
    risk: (code) => risks.find((each) => each.code === code)?.[word] ?? code,
    queue: (code) => queueNames[code]?.[word] ?? known(`wall.queues.${code}`, code),
    step: (code) => (i18n.exists(`wall.steps.${code}`) ? t(`wall.steps.${code}`) : known(`tags.action.${code}`, code)),
    said: (name, code) => (code === null ? t('wall.unsaid') : name(code)),
    // Practice has its own; real seats tell codes of the list of reasons.
    reason: (code) => (i18n.exists(`wall.reasons.${code}`) ? t(`wall.reasons.${code}`) : reasonWords(code, word)),
  }
}
