import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { rootDir } from '../../electron/dev/paths.mjs'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
type Pair = readonly [own: string, other: string]
const shared = path.join(rootDir, 'shared')

/**
 * Finds words of the other language among those shown: texts of its locale files, and names of the shipped lists, which
 * have both. Names of people, what somebody wrote, laws and answers are data and come in one language only.
 */
export function wordsOfOtherLanguage(shown: 'zh-CN' | 'en'): (words: readonly string[]) => readonly string[] {
  const pairs = [...localePairs(shown), ...listPairs(shown)].filter(([own, other]) => own !== other && /\p{L}{2}/u.test(other))
  const patterns = new RegExp(`^(?:${[...new Set(pairs.map(([, other]) => patternOf(other)))].join('|')})$`, 'u')
  const own = new Set(pairs.map(([word]) => word))
  return (words) => words.filter((word) => !own.has(word) && patterns.test(word))
}

/** A text with places for values matches with anything there, unless nothing but places is left. */
function patternOf(text: string): string {
  return text.split(/\{\{[^}]*\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('.+')
}

function localePairs(shown: 'zh-CN' | 'en'): readonly Pair[] {
  const folder = path.join(shared, 'i18n', 'locales')
  return readdirSync(path.join(folder, 'en')).flatMap((file) => {
    const own = new Map(leaves(readJson(path.join(folder, shown, file))))
    const others = leaves(readJson(path.join(folder, shown === 'en' ? 'zh-CN' : 'en', file)))
    return others.flatMap(([key, other]): Pair[] => (/\p{L}{2}/u.test(other.replace(/\{\{[^}]*\}\}/g, '')) ? [[own.get(key) ?? '', other]] : []))
  })
}

function listPairs(shown: 'zh-CN' | 'en'): readonly Pair[] {
  const files = readdirSync(shared, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json') && !file.startsWith('i18n'))
  return files.flatMap((file) => named(readJson(path.join(shared, file)))).map(({ zh, en }): Pair => (shown === 'en' ? [en, zh] : [zh, en]))
}

function readJson(file: string): Json {
  return JSON.parse(readFileSync(file, 'utf8')) as Json
}

function leaves(json: Json, key = ''): [key: string, text: string][] {
  if (typeof json === 'string') return [[key, json]]
  return typeof json === 'object' && json !== null ? Object.entries(json).flatMap(([name, inner]) => leaves(inner as Json, `${key}.${name}`)) : []
}

/** Everything that has a name in both languages. */
function named(json: Json): { readonly zh: string; readonly en: string }[] {
  if (typeof json !== 'object' || json === null) return []
  const { zh, en } = json as { readonly zh?: Json; readonly en?: Json }
  const own = typeof zh === 'string' && typeof en === 'string' ? [{ zh, en }] : []
  return [...own, ...Object.values(json).flatMap((inner) => named(inner as Json))]
}
