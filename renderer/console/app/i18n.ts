import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from '../../../shared/settings/settings'

/** One file per noun: `callBar.json` holds what is asked for as `callBar.…`. */
const files = import.meta.glob<Record<string, unknown>>('../../../shared/i18n/locales/*/*.json', { eager: true, import: 'default' })

function wordsOf(locale: Locale): Record<string, unknown> {
  const prefix = `/locales/${locale}/`
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, words]) => {
      const at = path.indexOf(prefix)
      return at < 0 ? [] : [[path.slice(at + prefix.length, -'.json'.length), words]]
    }),
  )
}

/** All words are in the build: changing the language asks nobody. The page has one instance. */
export async function startI18n(locale: Locale, instance: i18n = i18next): Promise<i18n> {
  await instance.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: wordsOf('zh-CN') }, en: { translation: wordsOf('en') } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return instance
}
