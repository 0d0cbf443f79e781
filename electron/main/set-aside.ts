import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'

/** What a JSON file holds: nothing yet, a value, or something that can't be read as one. */
export type JsonContent = { readonly kind: 'absent' } | { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'broken' }

export function readJson(file: string): JsonContent {
  if (!existsSync(file)) return { kind: 'absent' }
  try {
    return { kind: 'value', value: JSON.parse(readFileSync(file, 'utf8')) as unknown }
  } catch {
    return { kind: 'broken' }
  }
}

/**
 * Keeps a file that can't be used under a name that says why and when, `settings.corrupt-20261123T120000Z.json`, and tells
 * that name. `leaveCopy` keeps the file itself in its place too.
 */
export function setAside(file: string, reason: string, at: Date, leaveCopy: boolean): string {
  const { dir, name, ext } = path.parse(file)
  const time = at.toISOString().replace(/[-:]|\.\d+/g, '')
  const aside = `${name}.${reason}-${time}${ext}`
  const move = leaveCopy ? copyFileSync : renameSync
  move(file, path.join(dir, aside))
  return aside
}
