import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { logRecords, tableBlocks } from './level-db'
import { seededRandom } from './seeded-random'

/** A caller who exists nowhere, and whose every word is told from anything else on a disk. */
export interface Canary {
  readonly phone: string
  readonly name: string
  readonly idNumber: string
  readonly words: string
}

const surnames = Array.from('亓郯麴逄亢蒯缑廉乜禚')
const given = Array.from('檑翀璆颋玥赟犇骉垚燊燚焱昶頔')
const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Made-up callers; the same for the same seed. */
export function drawCanaries(count: number, seed: number): readonly Canary[] {
  const random = seededRandom(seed)
  const digits = (length: number) => Array.from({ length }, () => random.below(10)).join('')
  return Array.from({ length: count }, () => {
    const name = `${random.pick(surnames)}${random.pick(given)}${random.pick(given)}`
    const seventeen = `5002311990${String(1 + random.below(12)).padStart(2, '0')}${String(1 + random.below(28)).padStart(2, '0')}${digits(3)}`
    const sum = [...seventeen].reduce((total, digit, at) => total + Number(digit) * (idWeights[at] ?? 0), 0)
    const idNumber = `${seventeen}${'10X98765432'[sum % 11]}`
    return { phone: `154${digits(8)}`, name, idNumber, words: `${name}说工地在${digits(6)}号楼，身份证${idNumber}` }
  })
}

/** What is looked for of them, whatever was done with the number for the eye or for the look-up. */
export function wordsOf(canaries: readonly Canary[]): readonly string[] {
  return canaries.flatMap(({ phone, name, idNumber, words }) => [phone, `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`, name, idNumber, words])
}

export interface Find {
  readonly word: string
  readonly form: string
}

interface Pattern extends Find {
  readonly bytes: Buffer
}

/** Every way in which a text may lie in a file. */
function formsOf(word: string): readonly Pattern[] {
  const utf8 = Buffer.from(word, 'utf8')
  const utf16 = Buffer.from(word, 'utf16le')
  const forms: [form: string, bytes: Buffer][] = [['UTF-8', utf8], ['UTF-16LE', utf16], ['UTF-16BE', Buffer.from(utf16).swap16()]]
  for (const before of [0, 1, 2]) {
    // Only what no neighbour has part in.
    const whole = Buffer.concat([Buffer.alloc(before), utf8]).toString('base64')
    const own = whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + utf8.length) * 8) / 6))
    for (const text of new Set([own, own.replaceAll('+', '-').replaceAll('/', '_')])) forms.push([`base64 behind ${before}`, Buffer.from(text, 'ascii')])
  }
  return forms.map(([form, bytes]) => ({ word, form, bytes }))
}

/** Looks for all of them at once, in one walk over the bytes. */
export function createFinder(words: readonly string[]): (bytes: Buffer) => readonly Find[] {
  const byStart = new Map<number, Pattern[]>()
  const canStart = new Uint8Array(65_536)
  for (const pattern of words.flatMap(formsOf)) {
    const start = pattern.bytes.readUInt32BE(0)
    byStart.set(start, [...(byStart.get(start) ?? []), pattern])
    canStart[start >>> 16] = 1
  }
  return (bytes) => {
    const found = new Set<Pattern>()
    for (let at = 0; at + 4 <= bytes.length; at += 1) {
      if (canStart[((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)] === 0) continue
      for (const pattern of byStart.get(bytes.readUInt32BE(at)) ?? []) {
        if (bytes.subarray(at, at + pattern.bytes.length).equals(pattern.bytes)) found.add(pattern)
      }
    }
    return [...found].map(({ word, form }) => ({ word, form }))
  }
}

/** Looks through every file below a folder, also into LevelDB's; `except` are folders, relative to it. */
export async function findInFolder(folder: string, words: readonly string[], except: readonly string[] = []): Promise<readonly (Find & { readonly file: string })[]> {
  const find = createFinder(words)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
  const found: (Find & { file: string })[] = []
  for (const file of files) {
    if (except.some((left) => file.startsWith(`${left}${path.sep}`))) continue
    const bytes = await readFile(path.join(folder, file)).catch(emptyWhenGone)
    for (const part of [bytes, ...tableBlocks(bytes), ...(/\.log$|MANIFEST/.test(file) ? [logRecords(bytes)] : [])]) {
      found.push(...find(part).map((one) => ({ ...one, file })))
    }
  }
  return found
}

/** A program that runs takes files away meanwhile: what is gone holds nothing. */
function emptyWhenGone(error: NodeJS.ErrnoException): Buffer {
  if (error.code === 'ENOENT') return Buffer.alloc(0)
  throw error
}
