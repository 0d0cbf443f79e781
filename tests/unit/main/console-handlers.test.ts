import { describe, expect, test } from 'vitest'
import { createSeatAccess } from '../../../electron/main/access'
import { createClosing } from '../../../electron/main/closing'
import { consoleHandlers } from '../../../electron/main/console-handlers'
import type { ConsoleHandlerPorts } from '../../../electron/main/console-handlers'
import { leaveLockedHandlers } from '../../../electron/main/shared-desk/leave-locked'
import { parcelHandlers } from '../../../electron/main/shared-desk/parcel-handlers'
import { sharedDeskHandlers } from '../../../electron/main/shared-desk/shared-desk-handlers'
import { createSettingsStore } from '../../../electron/main/settings-store'
import { createSipPassword } from '../../../electron/main/sip-password'
import { createStartProblems } from '../../../electron/main/start-problems'
import { startInfo } from '../../../electron/main/start-info'
import { epochMs } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Mode } from '../../../shared/settings/settings'
import { defaultSettings } from '../../../shared/settings/settings'
import { createFakeLingxi } from '../../support/fake-lingxi'
import { fakeVault } from '../../support/fake-vault'

const runtime = {
  version: '0.1.0',
  platform: 'linux',
  versions: { ...process.versions, electron: '45.4.1', chrome: '114.0.0.0' },
}
const clock = { now: () => epochMs(0) }
const agent = { id: 'a-1', number: '8017', name: '李敏' }
const account = { ...defaultSettings.sip, serverUrl: 'wss://pbx.example.org/ws', user: '1001', password: 'secret-1001' }

const noSharedDesk = { ...parcelHandlers(null), ...leaveLockedHandlers(null), ...sharedDeskHandlers({
  mode: 'desk-here', access: { state: () => ({ state: 'signed-out' }) }, shared: null, desk: null, settings: createSettingsStore(defaultSettings, () => undefined),
  sessions: { test: async () => err({ code: 'not-found' }) }, log: { info() {}, warning() {}, error() {} }, isBusy: () => false, accessChanged() {}, reloadConsole() {}, restartIn() {},
}) }

/** The console's calls with their real handlers; what leaves the seat is collected. */
function seat(mode: Exclude<Mode, 'desk-shared'> | null, change: Partial<ConsoleHandlerPorts> = {}, write: () => void = () => undefined) {
  const done: unknown[][] = []
  const settings = createSettingsStore(defaultSettings, write)
  const kept = fakeVault(agent, 'correct horse')
  const access = createSeatAccess(mode, { kept: kept.vault, keep: async () => kept }, { clock, newId: () => 'a-1' })
  const seatCode = () => (mode === null ? null : '9042')
  const problems = createStartProblems()
  const note =
    (what: string) =>
    (...details: unknown[]) =>
      void done.push([what, ...details])
  const ports: ConsoleHandlerPorts = {
    access,
    settings,
    seatCode,
    closing: createClosing(clock, () => undefined),
    sipPassword: createSipPassword('/nowhere', { isReal: () => false, encrypt: () => new Uint8Array(), decrypt: () => '' }),
    account: () => ({ sip: settings.current().sip, password: null }),
    isAccountFromDesk: false,
    sharedDesk: noSharedDesk,
    counter: mode === null ? null : { next: async () => 7 },
    journal: null,
    backup: null,
    log: { info() {}, warning() {}, error: note('log') },
    startInfo: () => startInfo({ mode, access, shared: null, seatCode, settings, problems }, null, runtime),
    problems,
    saveDiagnostics: async () => ok({ saved: true }),
    saveTable: async () => ok({ saved: true }),
    tableFile: { beginTable: async () => ok({ begun: true }), addToTable: async () => ok(undefined), endTable: async () => ok(undefined), drop: async () => undefined },
    unsentTransfer: { exportUnsent: async () => ok({ file: 'f' }), chooseUnsentFile: async () => ok(null), openUnsentFile: async () => ok({ content: '' }) },
    deskConnection: () => ok({ origin: 'http://127.0.0.1:1', token: 't' }),
    pullPracticeDesk: mode === 'practice' ? async (isPulled) => note('practice desk pulled')(isPulled) : null,
    seatLock: { lock: (reason) => (note('lock')(reason), ok(undefined)), consoleIsReady: note('ready to lock') },
    lockedFloor: null,
    accessChanged: note('access changed'),
    sipAccountChanged: note('account changed'),
    refusedCertificate: () => null,
    listens: note('listens'),
    openWall: note('wall opened'),
    showRing: note('ring shown'),
    hideRing: note('ring hidden'),
    drawAttention: note('attention'),
    drawHelp: note('help'),
    busyChanged: note('busy changed'),
    showMenu: note('menu'),
    reloadConsole: note('console reloaded'),
    restartIn: note('restart'),
    quit: note('quit'),
    ...change,
  }
  return { ...createFakeLingxi('console', consoleHandlers(ports)), done, ports, problems }
}

describe('what the console may do while a call is at stake', () => {
  test('it can neither quit, change mode, sign out nor change the account', async () => {
    const { lingxi, done } = seat('desk-here')
    await lingxi.signIn({ password: 'correct horse' })
    await lingxi.setBusy({ reason: 'call' })
    const busy = err({ code: 'busy' })
    expect(await lingxi.quit()).toEqual(busy)
    expect(await lingxi.chooseMode({ mode: 'practice' })).toEqual(busy)
    expect(await lingxi.signOut()).toEqual(busy)
    expect(await lingxi.setSipAccount(account)).toEqual(busy)
    expect(done).toEqual([['access changed'], ['busy changed']])
  })

  test('afterwards it can', async () => {
    const { lingxi, done } = seat('desk-here')
    await lingxi.setBusy({ reason: 'wrap-up' })
    await lingxi.setBusy({ reason: null })
    expect(await lingxi.quit()).toEqual(ok(undefined))
    expect(done.at(-1)).toEqual(['quit'])
  })
})

describe('the desk of practice', () => {
  test('stops and starts for a drill, and no other desk ever does', async () => {
    const { lingxi, done } = seat('practice')
    expect(await lingxi.pullPracticeDesk({ isPulled: true })).toEqual(ok(undefined))
    expect(done).toEqual([['practice desk pulled', true]])
    for (const mode of ['desk-here', null] as const) {
      const other = seat(mode)
      expect(await other.lingxi.pullPracticeDesk({ isPulled: true })).toEqual(err({ code: 'not-in-this-mode' }))
      expect(other.done).toEqual([])
    }
  })
})

describe('who may have what', () => {
  test('before signing in: no desk, no ticket numbers', async () => {
    const { lingxi } = seat('desk-here')
    expect(await lingxi.deskConnection()).toEqual(err({ code: 'not-signed-in' }))
    expect(await lingxi.nextTicketCounter({ date: '20261123' })).toEqual(err({ code: 'not-signed-in' }))
  })

  test('signing in opens both, signing out closes them and loads the console anew', async () => {
    const { lingxi, done } = seat('desk-here')
    expect(await lingxi.signIn({ password: 'correct horse' })).toEqual(ok({ agent }))
    expect(await lingxi.nextTicketCounter({ date: '20261123' })).toEqual(ok({ seatCode: '9042', counter: 7 }))
    expect(await lingxi.deskConnection()).toMatchObject({ ok: true })
    expect(await lingxi.signOut()).toEqual(ok(undefined))
    expect(done).toEqual([['access changed'], ['access changed'], ['console reloaded']])
    expect(await lingxi.deskConnection()).toEqual(err({ code: 'not-signed-in' }))
  })

  test('the keys go to whoever has signed in, and over no border in another shape', async () => {
    const { lingxi } = seat('desk-here')
    expect(await lingxi.storageKeys()).toEqual(err({ code: 'not-signed-in' }))
    expect(await lingxi.changePassword({ current: 'correct horse', next: 'battery staple' })).toEqual(err({ code: 'not-signed-in' }))
    await lingxi.signIn({ password: 'correct horse' })
    const keys = await lingxi.storageKeys()
    expect(keys).toMatchObject({ ok: true, value: { suite: 1, hasUnsealed: true } })
    expect(keys.ok && [keys.value.seal.length, keys.value.index.length]).toEqual([32, 32])
    expect(await lingxi.allIsSealed()).toEqual(ok(undefined))
    expect(await lingxi.changePassword({ current: 'correct horse', next: 'battery staple' })).toEqual(ok(undefined))
  })

  test('a password that could not be kept is not called changed, and nothing of it is logged', async () => {
    const failing = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    const access = createSeatAccess('desk-here', { kept: { ...fakeVault(agent, 'correct horse').vault, changePassword: () => Promise.reject(failing) }, keep: () => Promise.reject(failing) }, { clock, newId: () => 'a-1' })
    const { lingxi, done } = seat('desk-here', { access })
    await lingxi.signIn({ password: 'correct horse' })
    expect(await lingxi.changePassword({ current: 'correct horse', next: 'battery staple' })).toEqual(err({ code: 'not-saved' }))
    expect(done.at(-1)).toEqual(['log', 'password-not-changed', { error: failing }])
    expect(JSON.stringify(done)).not.toMatch(/correct horse|battery staple/)
  })

  test('locking is asked for and answered by the console, and a locked seat tells counts and no desk', async () => {
    const journal = {
      read: async () => ok({ records: [], damaged: 0 }),
      append: async () => ok(undefined),
      count: async () => ok({ drafts: 2, submissions: 3 }),
    }
    const { lingxi, done, ports } = seat('desk-here', { journal })
    await lingxi.signIn({ password: 'correct horse' })
    expect(await lingxi.lock()).toEqual(ok(undefined))
    expect(await lingxi.readyToLock({ saved: true, redCalls: ['c-1'] })).toEqual(ok(undefined))
    expect(done.slice(1)).toEqual([['lock', 'agent'], ['ready to lock', { saved: true, redCalls: ['c-1'] }]])
    ports.access.lock('agent', [])
    expect(await lingxi.lockNews()).toEqual(ok({ unsent: { drafts: 2, submissions: 3 }, desk: 'ready' }))
    const notSignedIn = err({ code: 'not-signed-in' })
    expect([await lingxi.deskConnection(), await lingxi.readJournal(), await lingxi.nextTicketCounter({ date: '20261123' })]).toEqual([notSignedIn, notSignedIn, notSignedIn])
  })

  test('a journal that cannot be read is said so, and a desk that has stopped', async () => {
    const journal = { read: async () => err({ code: 'failed' as const }), append: async () => err({ code: 'failed' as const }), count: async () => err({ code: 'failed' as const }) }
    const { lingxi } = seat('desk-here', { journal, deskConnection: () => err({ code: 'stopped', problem: null }) })
    expect(await lingxi.lockNews()).toEqual(ok({ unsent: null, desk: 'stopped' }))
  })

  test('the journal is read and written by whoever has signed in, as the contract says', async () => {
    const asked: unknown[] = []
    const journal = {
      read: async () => ok({ records: [], damaged: 0 }),
      append: async (records: readonly unknown[]) => {
        asked.push(records)
        return err({ code: 'full' as const })
      },
      count: async () => ok({ drafts: 0, submissions: 0 }),
    }
    const record = { kind: 'draft-gone' as const, id: '019aae00-0000-7000-8000-000000000001', revision: 3, sealed: '' }
    const { lingxi } = seat('desk-here', { journal })
    const notSignedIn = err({ code: 'not-signed-in' })
    expect([await lingxi.readJournal(), await lingxi.writeJournal({ records: [record] })]).toEqual([notSignedIn, notSignedIn])
    await lingxi.signIn({ password: 'correct horse' })
    expect(await lingxi.readJournal()).toEqual(ok({ records: [], damaged: 0 }))
    expect(await lingxi.writeJournal({ records: [record] })).toEqual(err({ code: 'full' }))
    for (const records of [[], [{ ...record, id: 'no id' }], [{ ...record, kind: 'other' as never }], [{ ...record, sealed: 'x'.repeat(4_000_001) }]]) {
      expect(await lingxi.writeJournal({ records })).toEqual(err({ code: 'bad-request' }))
    }
    expect(asked).toEqual([[record]])
  })

  test('a number that is not on disk is not told', async () => {
    const { lingxi } = seat('practice', { counter: { next: () => Promise.reject(new Error('ENOSPC')) } })
    expect(await lingxi.nextTicketCounter({ date: '20261123' })).toEqual(err({ code: 'not-durable' }))
  })

  test('the start tells who sits here and how far the seat has come', async () => {
    const told = async (mode: Exclude<Mode, 'desk-shared'> | null) => {
      const info = await seat(mode).lingxi.startInfo()
      return info.ok ? [info.value.mode, info.value.access.state, info.value.agent?.name ?? null, info.value.seatCode] : info
    }
    expect(await told(null)).toEqual([null, 'mode-not-chosen', null, null])
    expect(await told('desk-here')).toEqual(['desk-here', 'signed-out', null, '9042'])
    expect(await told('practice')).toEqual(['practice', 'signed-in', '演练话务员', '9042'])
  })
})

describe('what has to be known of a start', () => {
  test('is told at every load of the page until somebody has read it, also what came late', async () => {
    const { lingxi, problems } = seat('desk-here')
    const told = async () => {
      const info = await lingxi.startInfo()
      return info.ok ? info.value.problems.map(({ code }) => code) : info
    }
    const heard: string[] = []
    problems.add({ code: 'password-file-unreadable' })
    problems.onAdded(({ code }) => heard.push(code))
    const late = { code: 'desk-data-set-aside' as const, folders: ['postgres.set-aside-1'] }
    problems.add(late)
    expect(heard).toEqual(['desk-data-set-aside'])
    expect(await told()).toEqual(['password-file-unreadable', 'desk-data-set-aside'])
    await lingxi.dismissProblem(late)
    expect(await told()).toEqual(['password-file-unreadable'])
  })
})

test('the commands for the system\'s own menu go on as they came, and only as the contract has them', async () => {
  const { lingxi, done } = seat('desk-here')
  const menu = { groups: [{ label: '通话', items: [{ command: 'answer', label: '接听', keys: 'F2', enabled: true }] }] }
  expect(await lingxi.showMenu(menu)).toEqual(ok(undefined))
  expect(await lingxi.showMenu({ groups: [{ label: '', items: [] }] })).toEqual(err({ code: 'bad-request' }))
  expect(done).toEqual([['menu', menu]])
})

describe('settings', () => {
  test('a section that is given replaces its own and no other', async () => {
    const { lingxi } = seat('practice')
    expect(await lingxi.changeSettings({ ring: { volume: 0.2, deviceId: null } })).toMatchObject({
      ok: true,
      value: { ring: { volume: 0.2 }, theme: 'system' },
    })
  })

  test('what cannot be kept is told and not pretended', async () => {
    const { lingxi } = seat('practice', {}, () => {
      throw new Error('ENOSPC')
    })
    expect(await lingxi.changeSettings({ theme: 'dark' })).toEqual(err({ code: 'not-saved' }))
    expect(await lingxi.settings()).toMatchObject({ ok: true, value: { theme: 'system' } })
  })

})

describe('the SIP account', () => {
  const signedIn = async (...how: Parameters<typeof seat>) => {
    const opened = seat(...how)
    await opened.lingxi.signIn({ password: 'correct horse' })
    opened.done.splice(0)
    return opened
  }

  test('is neither told to nor changed by somebody who has not signed in, and not by a seat that was locked again', async () => {
    const { lingxi, ports, done } = seat('desk-here')
    const locked = err({ code: 'not-signed-in' })
    expect(await lingxi.sipAccount()).toEqual(locked)
    expect(await lingxi.setSipAccount(account)).toEqual(locked)
    await lingxi.signIn({ password: 'correct horse' })
    await lingxi.signOut()
    expect(await lingxi.setSipAccount(account)).toEqual(locked)
    expect([ports.settings.current().sip, ports.sipPassword.current()]).toEqual([defaultSettings.sip, null])
    expect(done.flat()).not.toContain('account changed')
  })

  test('has a password that goes in and never comes out', async () => {
    const { lingxi, ports } = await signedIn('desk-here')
    const answer = await lingxi.setSipAccount(account)
    expect(answer).toMatchObject({ ok: true, value: { user: '1001', password: 'this-run-only', canKeepPassword: false } })
    expect(JSON.stringify([answer, await lingxi.sipAccount(), await lingxi.settings()])).not.toContain('secret-1001')
    expect(ports.sipPassword.current()).toBe('secret-1001')
  })

  test('keeps its password while server, user and domain stay what they are', async () => {
    const { lingxi, ports, done } = await signedIn('desk-here')
    await lingxi.setSipAccount(account)
    expect(await lingxi.setSipAccount({ ...account, iceServers: ['stun:stun.example.org'], password: null })).toMatchObject({ ok: true })
    expect(ports.sipPassword.current()).toBe('secret-1001')
    expect(done).toEqual([
      ['account changed'],
      ['account changed'],
    ])
  })

  test.each([{ serverUrl: 'wss://evil.example/ws' }, { standbyUrls: ['wss://evil.example/ws'] }, { user: '1002' }, { domain: 'evil.example' }])(
    'never takes its password to another server, user or domain: %j',
    async (change) => {
      const { lingxi, ports, done } = await signedIn('desk-here')
      await lingxi.setSipAccount(account)
      expect(await lingxi.setSipAccount({ ...account, ...change, password: null })).toEqual(err({ code: 'password-needed' }))
      expect(ports.settings.current().sip).toMatchObject({ serverUrl: account.serverUrl, standbyUrls: [], user: '1001', domain: '' })
      expect(done).toHaveLength(1)
      expect(await lingxi.setSipAccount({ ...account, ...change, password: 'another' })).toMatchObject({ ok: true })
      expect(ports.sipPassword.current()).toBe('another')
    },
  )

  test('that is taken away takes its password with it', async () => {
    const { lingxi, ports } = await signedIn('desk-here')
    await lingxi.setSipAccount(account)
    expect(await lingxi.setSipAccount({ ...account, serverUrl: '', user: '', password: null })).toMatchObject({ ok: true, value: { password: 'missing' } })
    expect(ports.sipPassword.current()).toBeNull()
  })

  test('has its new password in place before anybody hears of the new server', async () => {
    const { lingxi, ports } = await signedIn('desk-here')
    await lingxi.setSipAccount(account)
    const seen: unknown[] = []
    ports.settings.onChange(({ sip }) => seen.push([sip.user, ports.sipPassword.current()]))
    await lingxi.setSipAccount({ ...account, user: '1002', password: 'secret-1002' })
    expect(seen).toEqual([['1002', 'secret-1002']])
  })

  test('that cannot be kept leaves account and password as they were', async () => {
    let isFull = false
    const { lingxi, ports, done } = await signedIn('desk-here', {}, () => {
      if (isFull) throw new Error('ENOSPC')
    })
    await lingxi.setSipAccount(account)
    isFull = true
    expect(await lingxi.setSipAccount({ ...account, user: '1002', password: 'secret-1002' })).toEqual(err({ code: 'not-saved' }))
    expect([ports.settings.current().sip.user, ports.sipPassword.current()]).toEqual(['1001', 'secret-1001'])
    expect(done.filter(([what]) => what === 'account changed')).toHaveLength(1)
  })

  test('takes no authority that cannot be read as one, and changes nothing then', async () => {
    const { lingxi, ports } = await signedIn('desk-here')
    const authorities = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'
    expect(await lingxi.setSipAccount({ ...account, trust: { fingerprints: [], authorities } })).toEqual(err({ code: 'authority-unreadable' }))
    expect([ports.settings.current().sip, ports.sipPassword.current()]).toEqual([defaultSettings.sip, null])
  })

  test('tells which certificate keeps the line from its PBX, to whoever has signed in', async () => {
    const refused = { host: 'pbx.example', fingerprint: Array.from({ length: 32 }, () => 'AB').join(':'), reason: 'unknown' as const }
    const { lingxi } = seat('desk-here', { refusedCertificate: () => refused })
    expect(await lingxi.refusedCertificate()).toEqual(ok(null))
    await lingxi.signIn({ password: 'correct horse' })
    expect(await lingxi.refusedCertificate()).toEqual(ok(refused))
  })

  test('whose password cannot be kept is not changed either', async () => {
    const keychain = { isReal: () => true, encrypt: () => new Uint8Array(1), decrypt: () => '' }
    const { lingxi, ports } = await signedIn('desk-here', { sipPassword: createSipPassword('/dev/null/sip-password.bin', keychain) })
    expect(await lingxi.setSipAccount(account)).toEqual(err({ code: 'not-saved' }))
    expect(ports.settings.current().sip).toEqual(defaultSettings.sip)
  })
})

describe('carrying unsent work to another seat', () => {
  const asked = { passphrase: 'four words are fine', content: '{}', drafts: 1, submissions: 0 }

  test('is for whoever has signed in', async () => {
    const { lingxi } = seat('desk-here')
    const refused = err({ code: 'not-signed-in' })
    expect(await lingxi.exportUnsent(asked)).toEqual(refused)
    expect(await lingxi.chooseUnsentFile()).toEqual(refused)
    expect(await lingxi.openUnsentFile({ passphrase: asked.passphrase })).toEqual(refused)
    await lingxi.signIn({ password: 'correct horse' })
    expect(await lingxi.exportUnsent(asked)).toEqual(ok({ file: 'f' }))
  })

  test('takes no passphrase that anybody would guess by its length', async () => {
    const { lingxi } = seat('practice')
    expect(await lingxi.exportUnsent({ ...asked, passphrase: '1234567' })).toEqual(err({ code: 'bad-request' }))
  })
})
