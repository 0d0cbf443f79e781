import { z } from 'zod'
import { err, ok } from '../lib/result'
import type { Result } from '../lib/result'
import { defaultSettings, settingsSchema } from './settings'
import type { Settings } from './settings'

/** What stands in the file. The number tells which steps it still has to take. */
export interface StoredSettings {
  readonly version: number
  readonly settings: unknown
}

/** Takes settings of one version to the next one. Gets what an old program wrote, so it looks before it takes. */
export type SettingsMigration = (settings: Readonly<Record<string, unknown>>) => Record<string, unknown>

/** The step at index i takes version i + 1 to version i + 2. Steps are added at the end and never changed. */
export const settingsMigrations: readonly SettingsMigration[] = [
  // 1 to 2: a density that nothing on the screen followed.
  (stored) => {
    const { density: _, ...settings } = stored
    return settings
  },
  // 2 to 3: an account has standby addresses, and what its server's certificate is measured by.
  (stored) => {
    if (!isPlainObject(stored['sip'])) return { ...stored }
    return { ...stored, sip: { ...stored['sip'], standbyUrls: [], trust: { fingerprints: [], authorities: '' } } }
  },
  // 3 to 4: a desk that several seats share is a third mode. What it needs has its defaults; the number keeps a program that knows two
  // modes from taking the third for a fault.
  (stored) => ({ ...stored }),
]

export interface ReadSettings {
  readonly settings: Settings
  /** Sections that were there and could not be used; they stand at their defaults now. */
  readonly dropped: readonly string[]
}

const storedSchema = z.object({ version: z.int().min(1), settings: z.record(z.string(), z.unknown()) })

/**
 * Reads what any earlier version has written. Sections that are missing get their defaults, unknown ones are left
 * out, a section that makes no sense is dropped by itself: a wrong volume must not cost the seat its code.
 */
export function readStoredSettings(
  stored: unknown,
  migrations: readonly SettingsMigration[] = settingsMigrations,
): Result<ReadSettings, { code: 'corrupt' | 'newer-version' }> {
  const envelope = storedSchema.safeParse(stored)
  if (!envelope.success) return err({ code: 'corrupt' })
  const { version } = envelope.data
  if (version > migrations.length + 1) return err({ code: 'newer-version' })
  const current = migrations.slice(version - 1).reduce((settings, step) => step(settings), envelope.data.settings)
  return ok(readSections(current))
}

export function toStoredSettings(
  settings: Settings,
  migrations: readonly SettingsMigration[] = settingsMigrations,
): StoredSettings {
  return { version: migrations.length + 1, settings }
}

function readSections(stored: Readonly<Record<string, unknown>>): ReadSettings {
  const dropped: string[] = []
  const sections = Object.entries(settingsSchema.shape).map(([key, schema]) => {
    const fallback: unknown = defaultSettings[key as keyof Settings]
    if (!Object.hasOwn(stored, key)) return [key, fallback]
    const section = schema.safeParse(withDefaults(stored[key], fallback))
    if (section.success) return [key, section.data]
    dropped.push(key)
    return [key, fallback]
  })
  return { settings: Object.fromEntries(sections) as Settings, dropped }
}

/** A section that has got a new value since it was written takes that value from the defaults. */
function withDefaults(section: unknown, fallback: unknown): unknown {
  return isPlainObject(section) && isPlainObject(fallback) ? { ...fallback, ...section } : section
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
