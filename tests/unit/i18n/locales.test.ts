import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..')
const localesDir = path.join(root, 'shared/i18n/locales')

type Words = { readonly [key: string]: string | readonly string[] | Words }

function wordsOf(locale: string): Words {
  const files = readdirSync(path.join(localesDir, locale)).filter((file) => file.endsWith('.json'))
  return Object.fromEntries(files.map((file) => [file.slice(0, -5), JSON.parse(readFileSync(path.join(localesDir, locale, file), 'utf8')) as Words]))
}

function keysOf(words: Words, prefix = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' || Array.isArray(value) ? [`${prefix}${key}`] : keysOf(value as Words, `${prefix}${key}.`),
  )
}

const zh = wordsOf('zh-CN')
const en = wordsOf('en')

function sourceFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(dir, entry.name)
    if (entry.isDirectory()) return sourceFiles(file)
    return /\.tsx?$/.test(entry.name) ? [file] : []
  })
}

/** Plural forms are asked for by their stem (i18next: `key_one`, `key_other`). */
function has(words: Words, key: string): boolean {
  const keys = new Set(keysOf(words))
  return keys.has(key) || keys.has(`${key}_other`) || [...keys].some((each) => each.startsWith(`${key}.`))
}

const asked = sourceFiles(path.join(root, 'renderer')).flatMap((file) => {
  const source = readFileSync(file, 'utf8')
  return [...source.matchAll(/\bt\(\s*(?:'([^']+)'|`([^`]+)`)/g)].map((match) => ({ file: path.relative(root, file), key: match[1] ?? match[2] ?? '', isLiteral: match[1] !== undefined }))
})

describe('the words of the screens', () => {
  it('are the same keys in Chinese and in English', () => {
    expect(keysOf(en).sort()).toEqual(keysOf(zh).sort())
  })

  it('are there for every key that a screen asks for by name', () => {
    const missing = asked.filter(({ key, isLiteral }) => isLiteral && key.includes('.') && !has(zh, key))
    expect(missing).toEqual([])
  })

  it('are there for the beginning of every key that a screen puts together', () => {
    const missing = asked
      .filter(({ isLiteral }) => !isLiteral)
      .map(({ file, key }) => ({ file, stem: key.slice(0, key.indexOf('${')).replace(/\.[^.]*$/, '') }))
      .filter(({ stem }) => stem.includes('.') ? !has(zh, stem) : stem !== '' && zh[stem] === undefined)
    expect(missing).toEqual([])
  })

  it('hold no English in Chinese where a translation was forgotten', () => {
    const texts = (words: Words, prefix = ''): [string, string][] =>
      Object.entries(words).flatMap(([key, value]): [string, string][] =>
        typeof value === 'string' ? [[`${prefix}${key}`, value]] : Array.isArray(value) ? [[`${prefix}${key}`, value.join('')]] : texts(value as Words, `${prefix}${key}.`),
      )
    const untranslated = texts(zh).filter(([, text]) => /[a-z]{4,}/i.test(text.replace(/\{\{[^}]*\}\}/g, '')) && !/\p{Script=Han}/u.test(text))
    expect(untranslated).toEqual([])
  })

  it('carry the same values in both languages', () => {
    const values = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort()
    const flat = (words: Words) => new Map(keysOf(words).map((key) => [key, key.split('.').reduce<unknown>((at, part) => (at as Words)[part], words)]))
    const english = flat(en)
    const differing = [...flat(zh)].filter(([key, text]) => typeof text === 'string' && typeof english.get(key) === 'string' && String(values(text)) !== String(values(english.get(key) as string)))
    expect(differing.map(([key]) => key)).toEqual([])
  })
})
