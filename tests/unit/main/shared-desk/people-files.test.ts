import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accountFromDesk } from '../../../../electron/main/shared-desk/desk-account'
import type { KeptSession } from '../../../../electron/main/shared-desk/kept-session'
import { openPeopleFiles, storeFolder } from '../../../../electron/main/shared-desk/people-files'
import { testUuid } from '../../../support/drafts'

const key = new Uint8Array(32).fill(7)
const sip = { serverUrls: ['wss://pbx.example/ws', 'wss://standby.example/ws'], user: '1001', domain: 'pbx.example', password: 'sip-secret', iceServers: [] }
const kept: KeptSession = {
  lastWithDeskAt: 1, lastSeenAt: 2, mustBeOnline: false,
  session: {
    deskId: testUuid(1), practice: false, startedAt: 1, expiresAt: 2, offlineDays: 7, recoveryKey: 'AAAA', now: 1, mustChangePassword: false, sip,
    person: { id: testUuid(2), login: 'jiangxiao', name: '江晓', roles: ['AGENT'], unit: null }, seat: { code: '1001', name: '' },
  },
}
const [mine, hers] = [testUuid(10), testUuid(11)]

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'people-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('what is kept of people at one PC', () => {
  test('a session is read back by its key alone, in its own store alone, and as it was written alone', async () => {
    const files = await openPeopleFiles(folder)
    await files.keep(mine, key, kept)
    expect(await files.kept(mine, key)).toEqual(kept)
    expect(await files.kept(mine, new Uint8Array(32).fill(8))).toBeNull()
    const file = path.join(storeFolder(folder, mine), 'session.bin')
    const sealed = await readFile(file)
    expect(sealed.includes('sip-secret') || sealed.includes('江晓')).toBe(false)
    await files.keep(hers, key, kept)
    await writeFile(path.join(storeFolder(folder, hers), 'session.bin'), sealed)
    expect(await files.kept(hers, key)).toBeNull()
    sealed[20] = (sealed[20] ?? 0) ^ 1
    await writeFile(file, sealed)
    expect(await files.kept(mine, key)).toBeNull()
  })

  test('a session is taken away without its key, and another start finds none', async () => {
    const files = await openPeopleFiles(folder)
    await files.keep(mine, key, kept)
    await files.keep(hers, key, kept)
    await files.forgetSession(mine)
    const again = await openPeopleFiles(folder)
    expect([await again.kept(mine, key), await again.kept(hers, key)]).toEqual([null, kept])
    await again.keep(mine, key, kept)
    expect(await again.kept(mine, key)).toEqual(kept)
  })

  test('the register finds people by login and by id, the last one first, and leaves out what was left', async () => {
    const files = await openPeopleFiles(folder)
    const person = { store: mine, deskId: testUuid(1), personId: testUuid(2), login: 'Jiangxiao', isLeft: false }
    await files.remember(person)
    await files.remember({ ...person, store: hers, isLeft: false })
    await files.remember({ ...person, isLeft: true })
    const again = await openPeopleFiles(folder)
    expect(again.lastLogin()).toBe('Jiangxiao')
    expect([again.byLogin(' jiangXIAO ')?.store, again.byId(testUuid(1), testUuid(2))?.store]).toEqual([hers, hers])
    expect([again.byId(testUuid(1), testUuid(3)), again.byLogin('nobody'), again.all().length]).toEqual([null, null, 2])
  })

  test('a register that cannot be read makes room for nobody', async () => {
    await writeFile(path.join(folder, 'people.json'), '{ rubbish')
    await expect(openPeopleFiles(folder)).rejects.toThrow()
  })
})

describe('the account that the desk gives', () => {
  const trust = { fingerprints: [], authorities: '' }
  test('is measured like a typed one before any page may go there', () => {
    expect(accountFromDesk(sip, trust)).toEqual({
      sip: { serverUrl: 'wss://pbx.example/ws', standbyUrls: ['wss://standby.example/ws'], trust, user: '1001', domain: 'pbx.example', iceServers: [] }, password: 'sip-secret',
    })
    expect(accountFromDesk(null, trust)).toBe('none')
    for (const serverUrls of [['https://pbx.example'], ["wss://pbx.example/ws; script-src 'unsafe-inline'"], ['wss://pbx.example/ws', 'nonsense'], ['']]) {
      expect(accountFromDesk({ ...sip, serverUrls }, trust)).toBe('unusable')
    }
  })
})
