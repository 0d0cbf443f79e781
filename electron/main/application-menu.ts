import { Menu } from 'electron'

/**
 * No menu: its hidden shortcuts would reload or close the window in the middle of a call. macOS alone needs one, or copy
 * and paste don't work there.
 */
export function setApplicationMenu(): void {
  const roles = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] as const
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([...roles]) : null)
}
