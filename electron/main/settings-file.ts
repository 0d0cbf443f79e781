import path from 'node:path'
import { ipcMain } from 'electron'
import ElectronStore from 'electron-store'
import type { Clock } from '../../shared/lib/clock'
import type { StartProblem } from '../../shared/ipc/values'
import { defaultSettings } from '../../shared/settings/settings'
import type { Settings } from '../../shared/settings/settings'
import { readStoredSettings, toStoredSettings } from '../../shared/settings/stored-settings'
import type { StoredSettings } from '../../shared/settings/stored-settings'
import { readJson, setAside } from './set-aside'

export interface SettingsFile {
  readonly settings: Settings
  /** What happened to the file that was there; null when it was read as it stood. */
  readonly problem: StartProblem | null
  /** On disk when it returns. @throws when the disk takes no more. */
  write(settings: Settings): void
}

/** Opens `settings.json` in that folder. What can't be used is set aside and reported, never a reason not to start. */
export function openSettingsFile(folder: string, clock: Clock): SettingsFile {
  const { settings, problem } = readSettingsFile(path.join(folder, 'settings.json'), clock)
  const store = new ElectronStore<StoredSettings & Record<string, unknown>>({
    cwd: folder,
    name: 'settings',
    configFileMode: 0o600,
  })
  // SECURITY: the library tells any page that asks where our files lie. No page of ours asks.
  ipcMain.removeAllListeners('electron-store-get-data')
  if (problem !== null) store.store = { ...toStoredSettings(settings) }
  return { settings, problem, write: (next) => void (store.store = { ...toStoredSettings(next) }) }
}

/** Reads the settings and moves away what is no settings file, so that nothing stands in the way of a new one. */
export function readSettingsFile(file: string, clock: Clock): Pick<SettingsFile, 'settings' | 'problem'> {
  const content = readJson(file)
  if (content.kind === 'absent') return { settings: defaultSettings, problem: null }
  const read = content.kind === 'value' ? readStoredSettings(content.value) : null
  if (read?.ok && read.value.dropped.length === 0) return { settings: read.value.settings, problem: null }
  const reason = read !== null && !read.ok ? read.error.code : 'corrupt'
  const isPartlyUsed = read?.ok === true
  const aside = setAside(file, reason, new Date(clock.now()), isPartlyUsed)
  return {
    settings: isPartlyUsed ? read.value.settings : defaultSettings,
    problem: { code: 'settings-set-aside', reason, file: aside },
  }
}
