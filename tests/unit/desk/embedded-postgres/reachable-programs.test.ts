import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reachablePrograms } from '../../../../electron/desk/embedded-postgres/reachable-programs'

const isRoot = process.getuid?.() === 0

let folder: string
let binDir: string
let place: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lingxi-programs-'))
  await chmod(folder, 0o755)
  const installation = path.join(folder, 'closed', 'native')
  binDir = path.join(installation, 'bin')
  place = path.join(folder, 'cache')
  for (const part of ['bin', 'lib', 'share/timezone']) await mkdir(path.join(installation, part), { recursive: true })
  await writeFile(path.join(binDir, 'postgres'), 'program', { mode: 0o700 })
  await writeFile(path.join(installation, 'lib', 'libpq.so.5.18'), 'library', { mode: 0o600 })
  await symlink('libpq.so.5.18', path.join(installation, 'lib', 'libpq.so.5'))
  await writeFile(path.join(installation, 'share', 'timezone', 'PRC'), 'zone', { mode: 0o666 })
  await chmod(path.join(folder, 'closed'), 0o700)
})
afterEach(() => rm(folder, { recursive: true }))

const copies = () => readdir(place)
const modeOf = async (file: string) => (await stat(file)).mode & 0o777

describe.runIf(isRoot)('programs in a folder that only root may enter', () => {
  it('are run from a copy that anybody may read and only root may write', async () => {
    const copied = await reachablePrograms(binDir, [place])
    expect(path.dirname(path.dirname(copied))).toBe(place)
    const file = (name: string) => path.join(copied, '..', name)
    expect(await readFile(file('lib/libpq.so.5'), 'utf8')).toBe('library')
    expect((await lstat(file('lib/libpq.so.5'))).isSymbolicLink()).toBe(false)
    expect([await modeOf(file('bin/postgres')), await modeOf(file('lib/libpq.so.5')), await modeOf(file('share/timezone/PRC'))]).toEqual(
      [0o755, 0o644, 0o644],
    )
    expect([await modeOf(place), await modeOf(file('bin')), await modeOf(file('share/timezone'))]).toEqual([0o755, 0o755, 0o755])
  })

  it('are copied once, and anew when they are others', async () => {
    const first = await reachablePrograms(binDir, [place])
    const { ino } = await stat(first)
    expect(await reachablePrograms(binDir, [place])).toBe(first)
    expect((await stat(first)).ino).toBe(ino)
    await writeFile(path.join(binDir, 'postgres'), 'PROGRAM')
    expect(await reachablePrograms(binDir, [place])).not.toBe(first)
    expect(await copies()).toHaveLength(2)
  })

  it('are copied anew when the copy is damaged', async () => {
    const copied = await reachablePrograms(binDir, [place])
    await writeFile(path.join(copied, '..', 'lib', 'libpq.so.5'), '')
    expect(await reachablePrograms(binDir, [place])).toBe(copied)
    expect(await readFile(path.join(copied, '..', 'lib', 'libpq.so.5'), 'utf8')).toBe('library')
    expect(await copies()).toHaveLength(1)
  })

  it('by many desks at once are one copy', async () => {
    const copied = await Promise.all(Array.from({ length: 6 }, () => reachablePrograms(binDir, [place])))
    expect(new Set(copied).size).toBe(1)
    expect(await copies()).toEqual([path.basename(path.dirname(copied[0]!))])
    expect(await readFile(path.join(copied[0]!, 'postgres'), 'utf8')).toBe('program')
  })

  it('are never copied to where somebody else could change them', async () => {
    const [writable, link] = [path.join(folder, 'writable'), path.join(folder, 'link')]
    await mkdir(writable)
    await chmod(writable, 0o777)
    await mkdir(path.join(folder, 'target'))
    await symlink(path.join(folder, 'target'), link)
    const closed = path.join(folder, 'closed', 'cache')
    const copied = await reachablePrograms(binDir, [writable, link, closed, place])
    expect(copied.startsWith(place)).toBe(true)
    await expect(reachablePrograms(binDir, [writable, link, closed])).rejects.toMatchObject({ code: 'database-programs-missing' })
    expect(await readdir(writable)).toEqual([])
  })

  it('reached through a link in an open folder are closed all the same', async () => {
    await symlink(path.join(folder, 'closed', 'native'), path.join(folder, 'native'))
    expect(await reachablePrograms(path.join(folder, 'native', 'bin'), [place])).not.toBe(path.join(folder, 'native', 'bin'))
  })
})

it('programs that anybody may reach are run where they are', async () => {
  await chmod(path.join(folder, 'closed'), 0o755)
  expect(await reachablePrograms(binDir, [place])).toBe(binDir)
})
