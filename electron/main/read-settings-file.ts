import type { StartProblem } from '../../shared/ipc/values'
import type { Clock } from '../../shared/lib/clock'
import { defaultSettings } from '../../shared/settings/settings'
import type { Settings } from '../../shared/settings/settings'
import { readStoredSettings } from '../../shared/settings/stored-settings'
import { readJson, setAside } from './set-aside'

export interface SettingsRead {
  readonly settings: Settings
  /** What happened to the file that was there; null when it was read as it stood. */
  readonly problem: StartProblem | null
}

/** Reads the settings and moves away what is no settings file, so that nothing stands in the way of a new one. */
export function readSettingsFile(file: string, clock: Clock): SettingsRead {
  const content = readJson(file)
  if (content.kind === 'absent') return { settings: defaultSettings, problem: null }
  const read = content.kind === 'value' ? readStoredSettings(content.value) : null
  if (read?.ok && read.value.dropped.length === 0) return { settings: read.value.settings, problem: null }
  const reason = read !== null && !read.ok ? read.error.code : 'corrupt'
  const isPartlyUsed = read?.ok === true
  const aside = setAside(file, reason, new Date(clock.now()), isPartlyUsed)
  return {
    settings: isPartlyUsed ? read.value.settings : defaultSettings,
    problem: { code: 'settings-set-aside', reason, partlyKept: isPartlyUsed, file: aside },
  }
}
