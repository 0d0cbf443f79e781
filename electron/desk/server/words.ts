import en from '../../../shared/i18n/locales/en/deskServer.json'
import zhCN from '../../../shared/i18n/locales/zh-CN/deskServer.json'
import type { ServerProblem } from './server-problem'

type Words = typeof zhCN

/** Both languages one above the other: who reads a terminal of a server has not chosen one. */
export function inBothLanguages(choose: (words: Words) => string, values: Readonly<Record<string, string | number>> = {}): string {
  return [zhCN, en].map((words) => filled(choose(words), values)).join('\n')
}

/** What the desk itself writes to people of the house. */
export function inHouseLanguage(choose: (words: Words) => string, values: Readonly<Record<string, string | number>>): string {
  return filled(choose(zhCN), values)
}

export function wordsOfProblem({ code, values }: ServerProblem): string {
  return inBothLanguages((words) => words.problem[code], values)
}

function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(values[name] ?? ''))
}
