import { open } from 'node:fs/promises'

/** Makes a rename durable; Windows can't open folders and needs nothing of the kind. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
