import { Notification } from 'electron'
import type { BrowserWindow } from 'electron'
import type { SystemTray } from './tray'
import type { SystemWords } from './words'
import { maskNumbers } from './redactor'

export interface Attention {
  /** A call rings: taskbar, tray and notification say so, without the focus and without a name. */
  ring(maskedNumber: string): void
  off(): void
}

export function createAttention(ports: {
  readonly consoleWindow: BrowserWindow
  readonly tray: SystemTray
  readonly words: () => SystemWords
  /** The person clicked on the notification. */
  onClick(): void
}): Attention {
  let notification: Notification | null = null

  function off() {
    notification?.close()
    notification = null
    ports.tray.setRinging(false)
    if (!ports.consoleWindow.isDestroyed()) ports.consoleWindow.flashFrame(false)
  }

  return {
    off,
    ring(maskedNumber) {
      off()
      ports.tray.setRinging(true)
      if (!ports.consoleWindow.isFocused()) ports.consoleWindow.flashFrame(true)
      if (!Notification.isSupported()) return
      // SECURITY: a notification outlives the ring in the system's own list. The number comes masked; should it not be,
      // it is masked here. The ring tone is the phone's.
      notification = new Notification({ title: ports.words().ringing, body: maskNumbers(maskedNumber), silent: true })
      notification.on('click', () => ports.onClick())
      notification.show()
    },
  }
}
