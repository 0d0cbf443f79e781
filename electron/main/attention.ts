import { Notification } from 'electron'
import type { BrowserWindow } from 'electron'
import type { SystemTray } from './tray'
import type { SystemWords } from './words'
import { maskNumbers } from './redactor'

export interface Attention {
  /** A call rings: taskbar, tray and notification say so, without the focus and without a name. */
  ring(maskedNumber: string): void
  off(): void
  /** That seat calls for help; null: none does any more. */
  help(seat: string | null): void
}

export function createAttention(ports: {
  readonly consoleWindow: BrowserWindow
  readonly tray: SystemTray
  readonly words: () => SystemWords
  /** The person clicked on the notification. */
  onClick(): void
}): Attention {
  let notification: Notification | null = null
  let helpNotice: Notification | null = null
  let isHelpCalled = false
  let isRinging = false

  function flash() {
    if (!ports.consoleWindow.isDestroyed()) ports.consoleWindow.flashFrame((isRinging || isHelpCalled) && !ports.consoleWindow.isFocused())
  }

  function off() {
    notification?.close()
    notification = null
    isRinging = false
    ports.tray.setRinging(false)
    flash()
  }

  function help(seat: string | null) {
    helpNotice?.close()
    helpNotice = null
    isHelpCalled = seat !== null
    flash()
    if (seat === null || !Notification.isSupported()) return
    // SECURITY: a seat and nothing of the call. The sound is the phone's.
    helpNotice = new Notification({ title: ports.words().helpCalled, body: seat, silent: true, urgency: 'critical' })
    helpNotice.on('click', () => ports.onClick())
    helpNotice.show()
  }

  return {
    off,
    help,
    ring(maskedNumber) {
      off()
      isRinging = true
      ports.tray.setRinging(true)
      flash()
      if (!Notification.isSupported()) return
      // SECURITY: a notification outlives the ring in the system's own list. The number comes masked; should it not be,
      // it is masked here. The ring tone is the phone's.
      notification = new Notification({ title: ports.words().ringing, body: maskNumbers(maskedNumber), silent: true })
      notification.on('click', () => ports.onClick())
      notification.show()
    },
  }
}
