import { settingsSchema } from '../../shared/settings/settings'
import type { Settings } from '../../shared/settings/settings'

/** The one holder of the settings; everybody else is told. */
export interface SettingsStore {
  current(): Settings
  /** Keeps first, tells then. @throws when it can't be kept, and only then; nothing has changed in that case. */
  change(change: Partial<Settings>): Settings
  /** Returns the way to stop. */
  onChange(listener: (settings: Settings, before: Settings) => void): () => void
}

export function createSettingsStore(
  initial: Settings,
  write: (settings: Settings) => void,
  onListenerFailed: (error: unknown) => void = throwLater,
): SettingsStore {
  let settings = initial
  const listeners = new Set<(settings: Settings, before: Settings) => void>()

  /** Whoever stumbles over a change must not make it look as if it had not been kept. */
  function tell(listener: (settings: Settings, before: Settings) => void, before: Settings): void {
    try {
      listener(settings, before)
    } catch (error) {
      onListenerFailed(error)
    }
  }

  return {
    current: () => settings,
    change(change) {
      const before = settings
      const next = settingsSchema.parse({ ...before, ...change })
      write(next)
      settings = next
      for (const listener of listeners) tell(listener, before)
      return next
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
