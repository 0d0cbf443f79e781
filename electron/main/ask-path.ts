import { dialog } from 'electron'
import type { BrowserWindow } from 'electron'

/** Null when the person would rather not. */
export async function askFolder(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: ['openDirectory', 'createDirectory'] })
  return canceled ? null : (filePaths[0] ?? null)
}

/** Null when the person would rather not. */
export async function askBackupFile(window: BrowserWindow, name: string): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile'], filters: [{ name, extensions: ['lxb'] }] })
  return canceled ? null : (filePaths[0] ?? null)
}
