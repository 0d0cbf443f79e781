import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readRecordingFolders } from '../../../../electron/desk/recordings/recording-folders'
import { ServerProblem } from '../../../../electron/desk/server/server-problem'

describe('folders of recordings in the environment of a desk', () => {
  const place = mkdtempSync(path.join(tmpdir(), 'lingxi-folders-'))
  const [pbx, kept, inside] = ['pbx', 'kept', path.join('pbx', 'kept')].map((name) => path.join(place, name)) as [string, string, string]
  for (const folder of [pbx, kept, inside]) mkdirSync(folder, { recursive: true })
  symlinkSync(inside, path.join(place, 'way-in'))
  afterAll(() => rmSync(place, { recursive: true }))
  const problemOf = (folder: string, own: string) => {
    try {
      return readRecordingFolders({ LINGXI_RECORDINGS: folder, LINGXI_RECORDINGS_KEPT: own })
    } catch (error) {
      return error instanceof ServerProblem ? error.code : 'other'
    }
  }

  it('are none where nothing is said, and one or both where it is', () => {
    expect(readRecordingFolders({})).toBeNull()
    expect(problemOf(pbx, '')).toEqual({ folder: pbx, keptFolder: null })
    expect(problemOf(pbx, kept)).toEqual({ folder: pbx, keptFolder: kept })
  })

  it.each([
    ['recordings-unreadable', path.join(place, 'nowhere'), ''], ['recordings-unreadable', 'relative', ''], ['recordings-unreadable', '', kept],
    ['recordings-kept-unusable', pbx, path.join(place, 'nowhere')], ['recordings-kept-inside', pbx, inside], ['recordings-kept-inside', pbx, pbx],
    ['recordings-kept-inside', pbx, path.join(place, 'way-in')],
  ])('say %s', (code, folder, own) => expect(problemOf(folder, own)).toBe(code))
})
