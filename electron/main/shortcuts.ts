import type { GlobalShortcut } from 'electron'
import type { Log } from './log'

/** The global shortcut that answers a ring while another program has the keyboard; off unless the settings name one. */
export interface AnswerShortcut {
  /** Taken from all other programs only as long as something rings. */
  setRinging(isRinging: boolean): void
}

export function createAnswerShortcut(
  globalShortcut: Pick<GlobalShortcut, 'register' | 'unregister'>,
  ports: { readonly log: Log; accelerator(): string | null; onPressed(): void },
): AnswerShortcut {
  let taken: string | null = null

  function take(accelerator: string): boolean {
    try {
      if (globalShortcut.register(accelerator, () => ports.onPressed())) return true
      ports.log.warning('answer-shortcut-taken-elsewhere')
    } catch {
      ports.log.warning('answer-shortcut-not-understood')
    }
    return false
  }

  return {
    setRinging(isRinging) {
      const wanted = isRinging ? ports.accelerator() : null
      if (wanted === taken) return
      if (taken !== null) globalShortcut.unregister(taken)
      taken = wanted !== null && take(wanted) ? wanted : null
    },
  }
}
