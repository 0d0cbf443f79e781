import path from 'node:path'
import type { Mode } from '../../shared/settings/settings'

/**
 * Where things are kept under the user-data folder. Settings, window state and logs belong to the installation;
 * counters, the password, the journal and the desk's data belong to a mode, so that practice never meets real work.
 */
export function dataPaths(userData: string) {
  return {
    settingsFolder: userData,
    windowState: path.join(userData, 'window-state.json'),
    wallState: path.join(userData, 'wall-state.json'),
    logs: path.join(userData, 'logs'),
    sipPassword: path.join(userData, 'sip-password.bin'),
    ofMode: (mode: Mode) => ({
      folder: path.join(userData, mode),
      counters: path.join(userData, mode, 'counters'),
      password: path.join(userData, mode, 'agent.json'),
      journal: path.join(userData, mode, 'journal'),
      desk: path.join(userData, mode, 'desk'),
      /** Where backups go until somebody chooses another disk. */
      backups: path.join(userData, mode, 'backups'),
    }),
  }
}

export type DataPaths = ReturnType<typeof dataPaths>
