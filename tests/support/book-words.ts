import { createInstance, type TFunction } from 'i18next'
import { bookWords } from '../../renderer/console/features/administration/book-words'
import en from '../../shared/i18n/locales/en/administration.json'
import zh from '../../shared/i18n/locales/zh-CN/administration.json'

/** The words of a workbook, as each language's screen has them. */
export function wordsOfBook(language: 'zh-CN' | 'en') {
  const instance = createInstance({ lng: language, resources: { 'zh-CN': { translation: { administration: zh } }, en: { translation: { administration: en } } }, interpolation: { escapeValue: false }, initAsync: false })
  void instance.init()
  const t: TFunction = instance.getFixedT(language)
  return bookWords(t, language)
}
