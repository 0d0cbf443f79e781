import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import enAlarms from '../../shared/i18n/locales/en/alarms.json'
import enApp from '../../shared/i18n/locales/en/app.json'
import enFigures from '../../shared/i18n/locales/en/figures.json'
import enFields from '../../shared/i18n/locales/en/fields.json'
import enHelp from '../../shared/i18n/locales/en/help.json'
import enTags from '../../shared/i18n/locales/en/tags.json'
import enWall from '../../shared/i18n/locales/en/wall.json'
import zhAlarms from '../../shared/i18n/locales/zh-CN/alarms.json'
import zhApp from '../../shared/i18n/locales/zh-CN/app.json'
import zhFigures from '../../shared/i18n/locales/zh-CN/figures.json'
import zhFields from '../../shared/i18n/locales/zh-CN/fields.json'
import zhHelp from '../../shared/i18n/locales/zh-CN/help.json'
import zhTags from '../../shared/i18n/locales/zh-CN/tags.json'
import zhWall from '../../shared/i18n/locales/zh-CN/wall.json'
import type { Locale } from '../../shared/settings/settings'

/** The wall's own words; they are all in the build, so that changing the language asks nobody. */
export async function startWords(locale: Locale): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: { alarms: zhAlarms, app: zhApp, fields: zhFields, figures: zhFigures, help: zhHelp, tags: zhTags, wall: zhWall } }, en: { translation: { alarms: enAlarms, app: enApp, fields: enFields, figures: enFigures, help: enHelp, tags: enTags, wall: enWall } } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
}

export async function speak(locale: Locale): Promise<void> {
  document.documentElement.lang = locale
  if (i18next.language !== locale) await i18next.changeLanguage(locale)
}
