import { Menu } from 'electron'
import type { ApplicationMenu } from '../../shared/ipc/values'
import { macMenuTemplate } from './mac-menu-template'

const hasApplicationMenu = process.platform === 'darwin'

/**
 * Only macOS has a menu outside of the window. Elsewhere there is none, not even a hidden one: Alt would open it in the
 * middle of a chord, and its shortcuts would reload or close the window in the middle of a call; the page has its own.
 */
export function setApplicationMenu(): void {
  Menu.setApplicationMenu(null)
  showCommands({ groups: [] }, () => undefined)
}

/** Lists the console's commands in the system's menu, where there is one. */
export function showCommands(menu: ApplicationMenu, onChosen: (command: string) => void): void {
  if (hasApplicationMenu) Menu.setApplicationMenu(Menu.buildFromTemplate(macMenuTemplate(menu, onChosen)))
}
