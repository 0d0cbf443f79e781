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

const tableNames = { csv: 'CSV', jsonl: 'JSON Lines', xlsx: 'Excel' } as const

/** Where a table goes; null when the person would rather not. */
export async function askTable(window: BrowserWindow, suggested: string, kind: keyof typeof tableNames): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: suggested, filters: [{ name: tableNames[kind], extensions: [kind] }] })
  return canceled || filePath === '' ? null : filePath
}
