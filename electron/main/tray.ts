import { Menu, Tray, nativeImage } from 'electron'
import { drawTrayIcon } from './tray-icon'
import type { TrayState } from './tray-icon'
import type { SystemWords } from './words'

export interface SystemTray {
  setRinging(isRinging: boolean): void
  setWords(words: SystemWords): void
}

export function createSystemTray(ports: {
  readonly practice: boolean
  readonly words: SystemWords
  onOpen(): void
  onQuit(): void
}): SystemTray {
  const quiet: TrayState = ports.practice ? 'practice' : 'quiet'
  const tray = new Tray(icon(quiet))

  function setWords(words: SystemWords) {
    tray.setToolTip(words.appName)
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.open, click: () => ports.onOpen() },
        { type: 'separator' },
        { label: words.quit, click: () => ports.onQuit() },
      ]),
    )
  }

  setWords(ports.words)
  tray.on('click', () => ports.onOpen())
  return {
    setWords,
    setRinging: (isRinging) => tray.setImage(icon(isRinging ? 'ringing' : quiet)),
  }
}

function icon(state: TrayState) {
  const image = nativeImage.createEmpty()
  for (const scaleFactor of [1, 2]) {
    const size = 16 * scaleFactor
    image.addRepresentation({ scaleFactor, width: size, height: size, buffer: drawTrayIcon(state, size) })
  }
  return image
}
