import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { DiagnosticsFound } from '../../shared/ipc/values'
import { problemReportSchema } from '../../shared/ipc/values'
import type { Clock } from '../../shared/lib/clock'
import { err, ok } from '../../shared/lib/result'
import type { Result } from '../../shared/lib/result'
import type { Settings } from '../../shared/settings/settings'
import type { Log } from './log'
import { maskNumbers } from './redactor'

export interface DiagnosticsPorts {
  readonly clock: Clock
  readonly log: Log
  readonly logFolder: string
  readonly versions: { readonly app: string; readonly electron: string; readonly chrome: string; readonly node: string; readonly platform: string }
  settings(): Settings
  /** Where the file goes; null when the person would rather not. */
  askPath(suggested: string): Promise<string | null>
}

export type SaveDiagnostics = (found: DiagnosticsFound) => Promise<Result<{ saved: boolean }, { code: 'not-saved' }>>

/** One file for support: versions, settings, what the pages found, the last errors. Nothing in it belongs to a person. */
export function createSaveDiagnostics(ports: DiagnosticsPorts): SaveDiagnostics {
  const { clock, log } = ports
  return async (found) => {
    const made = new Date(clock.now()).toISOString()
    try {
      const file = await ports.askPath(`lingxi-diagnostics-${made.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}.json`)
      if (file === null) return ok({ saved: false })
      const bundle = { made, versions: ports.versions, settings: settingsForSupport(ports.settings()), ...found, errors: lastErrors(ports.logFolder) }
      await writeFile(file, `${JSON.stringify(forSupport(bundle), undefined, 2)}\n`, { mode: 0o600 })
      return ok({ saved: true })
    } catch (error) {
      log.error('diagnostics-not-saved', { error })
      return err({ code: 'not-saved' })
    }
  }
}

/**
 * SECURITY: named one by one, so that a setting of a later version is not given away by itself. Of the account only what it
 * takes to reach the PBX: a path may hold a token, and the extension is the agent.
 */
function settingsForSupport({ locale, theme, mode, sip, ring, audio, keymap, wrapUpSeconds, answerTargetSeconds, ringTimeoutSeconds, globalAnswerShortcut }: Settings) {
  return {
    locale, theme, mode, wrapUpSeconds, answerTargetSeconds, ringTimeoutSeconds, keymap, globalAnswerShortcut,
    line: {
      server: serverOf(sip.serverUrl),
      standby: sip.standbyUrls.map(serverOf),
      hasUser: sip.user !== '',
      hasOwnDomain: sip.domain !== '',
      iceServers: sip.iceServers.map((address) => address.split(':')[0] ?? ''),
    },
    sound: {
      volume: ring.volume,
      ringDevice: chosen(ring.deviceId),
      microphone: chosen(audio.microphoneId),
      speaker: chosen(audio.speakerId),
    },
  }
}

function serverOf(url: string): string {
  try {
    const { protocol, host } = new URL(url)
    return `${protocol}//${host}`
  } catch {
    return url === '' ? 'none' : 'unreadable'
  }
}

function chosen(deviceId: string | null): 'chosen' | 'system' {
  return deviceId === null ? 'system' : 'chosen'
}

const mostErrors = 200

/** Warnings and errors of the log, newest last. Its facts were made harmless when they were written; only plain ones are passed on. */
function lastErrors(folder: string): readonly unknown[] {
  return ['lingxi.1.log', 'lingxi.log'].flatMap((name) => linesOf(path.join(folder, name))).flatMap(errorOf).slice(-mostErrors)
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

function errorOf(line: string): readonly unknown[] {
  try {
    const { at, level, code, ...facts } = JSON.parse(line) as Record<string, unknown>
    if (level === 'info' || typeof at !== 'string' || Number.isNaN(Date.parse(at))) return []
    const plain = Object.entries(facts).filter(([name, value]) => problemReportSchema.safeParse({ code, facts: { [name]: value } }).success)
    return problemReportSchema.safeParse({ code, facts: {} }).success ? [{ at, level: String(level).slice(0, 10), code, facts: Object.fromEntries(plain) }] : []
  } catch {
    return []
  }
}

/** Times become readable, figures short, and what looks like a telephone number is masked wherever it may have come from. */
function forSupport(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return maskNumbers(value)
  if (typeof value === 'number') return /(^at|At|[sS]ince)$/.test(name) ? new Date(value).toISOString() : Math.round(value * 1000) / 1000
  if (Array.isArray(value)) return value.map((item) => forSupport(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, forSupport(item, key)]))
}
