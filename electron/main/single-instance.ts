import type { App } from 'electron'

/**
 * One program per user-data folder: two would share a counter, a database and a line. The second one asks the first to show
 * itself and ends. Must be asked after the folder is set. Returns whether this is the first.
 */
export function holdSingleInstance(app: App, onSecondStart: (argv: readonly string[]) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', (_event, argv) => onSecondStart(argv))
  return true
}
