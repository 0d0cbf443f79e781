import type { MenuItemConstructorOptions } from 'electron'
import type { ApplicationMenu } from '../../shared/ipc/values'

/**
 * The menu of macOS: the system's own entries, without which copy and paste don't work there, and the console's commands.
 *
 * A key stands in the label instead of in `accelerator`: macOS would press it itself as well (`registerAccelerator` is not
 * heeded there), a second time beside the page, and also while an input method composes.
 */
export function macMenuTemplate(menu: ApplicationMenu, onChosen: (command: string) => void): MenuItemConstructorOptions[] {
  return [
    { role: 'appMenu' },
    { role: 'editMenu' },
    ...menu.groups.map(({ label, items }) => ({
      label,
      submenu: items.map((item) => ({
        label: item.keys === null ? item.label : `${item.label}\u2003${item.keys}`,
        enabled: item.enabled,
        click: () => onChosen(item.command),
      })),
    })),
    { role: 'windowMenu' },
  ]
}
