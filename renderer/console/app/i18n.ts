import i18next, { type i18n, type TFunction } from 'i18next'
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
  rememberWords(instance)
  return instance
}

/**
 * Most words take nothing in, and the library works each of them out anew: a third of the time in which a ring was drawn. They are
 * looked up once per language; what takes something in (a count, a name) goes its usual way.
 */
function rememberWords(instance: i18n): void {
  const fix = instance.getFixedT.bind(instance) as (...wanted: readonly unknown[]) => TFunction
  const fixed = new Map<string, TFunction>()

  function remembering(t: TFunction): TFunction {
    const known = new Map<string, string>()
    const words = (...asked: Parameters<TFunction>): unknown => {
      const [key, ...rest] = asked
      if (typeof key !== 'string' || rest.length > 0) return t(...asked)
      const found = known.get(key) ?? t(key)
      known.set(key, found)
      return found
    }
    return Object.assign(words, t) as TFunction
  }

  const getFixedT = (...wanted: readonly unknown[]): TFunction => {
    const [language, namespace, keyPrefix] = wanted
    if (typeof language !== 'string' || keyPrefix !== undefined) return fix(...wanted)
    const which = `${language} ${String(namespace)}`
    const t = fixed.get(which) ?? remembering(fix(...wanted))
    fixed.set(which, t)
    return t
  }
  instance.getFixedT = getFixedT as i18n['getFixedT']
}
