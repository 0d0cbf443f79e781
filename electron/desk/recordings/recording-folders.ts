import { accessSync, constants, realpathSync } from 'node:fs'
import path from 'node:path'
import { ServerProblem } from '../server/server-problem'

/** SECURITY: from the environment of the desk alone; no console is told of a folder, and none names one. */
const recordingsEnvironment = {
  /** Where the PBX writes its recordings. Without it no recordings reach the desk. */
  folder: 'LINGXI_RECORDINGS',
  /** The desk's own folder for what is kept; without it nothing can be. */
  kept: 'LINGXI_RECORDINGS_KEPT',
} as const

export interface RecordingFolders {
  readonly folder: string
  readonly keptFolder: string | null
}

/** Null when nothing is said of recordings. @throws ServerProblem */
export function readRecordingFolders(env: Readonly<Record<string, string | undefined>>): RecordingFolders | null {
  const [folder = '', kept = ''] = [env[recordingsEnvironment.folder], env[recordingsEnvironment.kept]]
  if (folder === '' && kept === '') return null
  const there = usable(folder, constants.R_OK | constants.X_OK)
  if (there === null) throw new ServerProblem('recordings-unreadable', { folder })
  if (kept === '') return { folder: there, keptFolder: null }
  const own = usable(kept, constants.R_OK | constants.W_OK | constants.X_OK)
  if (own === null) throw new ServerProblem('recordings-kept-unusable', { folder: kept })
  // What clears up below the PBX's folder would take along what is said to be kept.
  if (!isOutside(there, own)) throw new ServerProblem('recordings-kept-inside', { folder: kept })
  return { folder: there, keptFolder: own }
}

function usable(folder: string, mode: number): string | null {
  try {
    if (!path.isAbsolute(folder)) return null
    accessSync(folder, mode)
    return realpathSync(folder)
  } catch {
    return null
  }
}

function isOutside(above: string, folder: string): boolean {
  const way = path.relative(above, folder)
  return way.startsWith('..') || path.isAbsolute(way)
}
