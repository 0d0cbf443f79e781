import type { AlarmNotice } from '../../shared/alarms/alarm'

/** A wall that is opened later shows what was told on before; it makes no sound of it. */
const newsMs = 15_000

export interface Escalations {
  onEscalated(listener: () => void): () => void
  /** Calls the listeners if an alarm has just gone by untaken for too long. */
  hear(notices: readonly AlarmNotice[], now: number): void
}

export function createEscalations(): Escalations {
  const listeners = new Set<() => void>()
  return {
    onEscalated(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    hear(notices, now) {
      if (!notices.some(({ what, at }) => what === 'escalated' && at > now - newsMs)) return
      for (const listener of listeners) listener()
    },
  }
}
