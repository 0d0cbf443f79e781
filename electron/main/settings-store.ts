import { settingsSchema } from '../../shared/settings/settings'
import type { Settings } from '../../shared/settings/settings'

/** The one holder of the settings; everybody else is told. */
export interface SettingsStore {
  current(): Settings
  /** Keeps first, tells then. @throws when it can't be kept; nothing has changed then. */
  change(change: Partial<Settings>): Settings
  /** Returns the way to stop. */
  onChange(listener: (settings: Settings, before: Settings) => void): () => void
}

export function createSettingsStore(initial: Settings, write: (settings: Settings) => void): SettingsStore {
  let settings = initial
  const listeners = new Set<(settings: Settings, before: Settings) => void>()
  return {
    current: () => settings,
    change(change) {
      const before = settings
      const next = settingsSchema.parse({ ...before, ...change })
      write(next)
      settings = next
      for (const listener of listeners) listener(next, before)
      return next
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
