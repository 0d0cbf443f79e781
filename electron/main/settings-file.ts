import path from 'node:path'
import { ipcMain } from 'electron'
import ElectronStore from 'electron-store'
import type { Clock } from '../../shared/lib/clock'
import type { Settings } from '../../shared/settings/settings'
import { toStoredSettings } from '../../shared/settings/stored-settings'
import type { StoredSettings } from '../../shared/settings/stored-settings'
import { readSettingsFile } from './read-settings-file'
import type { SettingsRead } from './read-settings-file'

export interface SettingsFile extends SettingsRead {
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
