import en from '../../shared/i18n/locales/en/ring.json'
import zhCN from '../../shared/i18n/locales/zh-CN/ring.json'
import type { Locale } from '../../shared/settings/settings'

export type Words = typeof zhCN

const all: Readonly<Record<Locale, Words>> = { 'zh-CN': zhCN, en }

export function wordsFor(locale: Locale): Words {
  return all[locale]
}

/** Puts values in the place of `{{name}}`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ''))
}
