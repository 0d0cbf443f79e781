import { describe, expect, test } from 'vitest'
import type { DeskSessions } from '../../../../electron/main/shared-desk/desk-sessions'
import type { KeptSession } from '../../../../electron/main/shared-desk/kept-session'
import type { PeopleFiles, PersonHere } from '../../../../electron/main/shared-desk/people-files'
import { createSharedAccess } from '../../../../electron/main/shared-desk/shared-access'
import type { Session } from '../../../../shared/desk-api/sessions'
import type { DeskTrouble } from '../../../../shared/ipc/shared-desk-values'
import { err, ok } from '../../../../shared/lib/result'
import { defaultSettings } from '../../../../shared/settings/settings'
import { testUuid } from '../../../support/drafts'
import { fakeVault } from '../../../support/fake-vault'
import { createManualTime } from '../../../support/manual-time'

const day = 86_400_000

/** A seat, its files in memory, and a desk with one account that the test moves. */
function seat({ offlineDays = 7 } = {}) {
  const time = createManualTime()
  const account = { login: 'jiangxiao', password: 'first password', mustChangePassword: false, isElsewhere: false }
  const desk = { trouble: null as DeskTrouble | null, tokens: new Set<string>(), sessions: 0, signedOut: [] as string[] }
  const people: PersonHere[] = []
  const vaults = new Map<string, ReturnType<typeof fakeVault>>()
  const keptFiles = new Map<string, KeptSession>()
  let lastLogin: string | null = null
  const view = (): Session => ({
    deskId: testUuid(1), practice: false, startedAt: time.now(), expiresAt: time.now() + day / 2, offlineDays, recoveryKey: 'AAAA', now: time.now(), mustChangePassword: account.mustChangePassword,
    person: { id: testUuid(2), login: account.login, name: '江晓', roles: ['AGENT'], unit: null }, seat: { code: '1001', name: '1 号席' },
    sip: { serverUrls: ['wss://pbx.example/ws'], user: '1001', domain: 'pbx.example', password: 'sip-secret', iceServers: [] },
  })
  const sessions: DeskSessions = {
    test: async () => (desk.trouble === null ? ok(undefined) : err(desk.trouble)),
    async signIn(_desk, { login, password, takeOver }) {
      if (desk.trouble !== null) return err(desk.trouble)
      if (login !== account.login || password !== account.password) return err({ code: 'wrong-credentials' })
      if (account.isElsewhere && !takeOver) return err({ code: 'signed-in-elsewhere', seat: '2 号席', since: 5 })
      desk.sessions += 1
      const token = `token-${desk.sessions}`
      desk.tokens.add(token)
      return ok({ token, session: view() })
    },
    look: async (_desk, token) => (desk.tokens.has(token) ? ok(view()) : err({ code: 'ended', end: 'session-ended' })),
    async changePassword(_desk, token, change) {
      if (desk.trouble !== null) return err(desk.trouble)
      if (!desk.tokens.has(token)) return err({ code: 'ended' })
      if (change.old !== account.password) return err({ code: 'wrong-password' })
      account.password = change.new
      account.mustChangePassword = false
      return ok(undefined)
    },
    deliver: async () => ok(true),
    signOut: async (_desk, token) => void desk.signedOut.push(token),
  }
  const files: PeopleFiles = {
    lastLogin: () => lastLogin,
    byLogin: (login) => people.findLast((person) => !person.isLeft && person.login === login) ?? null,
    byId: (deskId, personId) => people.find((person) => !person.isLeft && person.deskId === deskId && person.personId === personId) ?? null,
    all: () => people,
    async remember(person) {
      people.splice(0, people.length, ...people.filter(({ store }) => store !== person.store), person)
      lastLogin = person.login
    },
    vaultOf: async (store) => vaults.get(store)?.vault ?? null,
    async setUp(store, agent, password) {
      const made = fakeVault(agent, password)
      vaults.set(store, made)
      return made
    },
    keep: async (store, _key, kept) => void keptFiles.set(store, kept),
    kept: async (store) => keptFiles.get(store) ?? null,
    forgetSession: async (store) => void keptFiles.delete(store),
  }
  let stores = 0
  const open = () => createSharedAccess({
    clock: time, people: files, sessions, newStore: () => testUuid((stores += 100)), installation: () => testUuid(9), onError: (_code, error) => { throw error },
    desk: () => ({ ...defaultSettings.sharedDesk, origin: 'https://desk.example' }),
  })
  return { access: open(), again: open, account, desk, time, people, keptFiles, vaults }
}

const asked = (password: string, login: string | null = 'jiangxiao', takeOver = false) => ({ login, password, takeOver })
const away = { code: 'refused' } as const

describe('somebody at a seat of a shared desk', () => {
  test('is let in by the desk, gets a store of their own, and seat and telephone from it', async () => {
    const { access, people } = seat()
    expect(access.state()).toEqual({ state: 'signed-out' })
    expect(await access.signInAtDesk(asked('first password'))).toEqual(ok({ id: testUuid(2), number: '1001', name: '江晓' }))
    expect(access.state()).toMatchObject({ state: 'signed-in' })
    expect([access.kept()?.session.seat.code, access.kept()?.session.sip?.password, access.store()]).toEqual(['1001', 'sip-secret', people[0]?.store])
    expect(access.link()).toEqual({ kind: 'with-desk', token: 'token-1' })
    expect(access.storageKeys()).not.toBeNull()
  })

  test('is refused in the desk\'s own words, and nothing is opened', async () => {
    const { access, account } = seat()
    expect(await access.signInAtDesk(asked('wrong'))).toEqual(err({ code: 'wrong-credentials' }))
    account.isElsewhere = true
    expect(await access.signInAtDesk(asked('first password'))).toMatchObject({ error: { code: 'signed-in-elsewhere', seat: '2 号席' } })
    expect([access.state().state, access.storageKeys()]).toEqual(['signed-out', null])
    expect(await access.signInAtDesk(asked('first password', 'jiangxiao', true))).toMatchObject({ ok: true })
  })

  test('changes a first password before anything opens, and the store is under the new one', async () => {
    const { access, again, account, desk } = seat()
    account.mustChangePassword = true
    expect(await access.signInAtDesk(asked('first password'))).toEqual(err({ code: 'must-change-password' }))
    expect(access.state()).toEqual({ state: 'signed-out' })
    expect(await access.renewPassword('a better password')).toMatchObject({ ok: true })
    desk.trouble = away
    expect(await again().signInAtDesk(asked('a better password'))).toMatchObject({ ok: true })
    expect(await again().signInAtDesk(asked('first password'))).toEqual(err({ code: 'wrong-password' }))
  })

  test('no step is taken that nobody asked for', async () => {
    const { access } = seat()
    await access.signInAtDesk(asked('first password'))
    expect(await access.renewPassword('a better password')).toEqual(err({ code: 'no-step' }))
    expect(await access.giveOldPassword('first password')).toEqual(err({ code: 'no-step' }))
    expect(await access.beginAnew()).toEqual(err({ code: 'no-step' }))
  })
})

describe('a password that was changed elsewhere', () => {
  test('asks for the old one once, and never again', async () => {
    const { access, again, account, people } = seat()
    await access.signInAtDesk(asked('first password'))
    account.password = 'changed elsewhere'
    const later = again()
    expect(await later.signInAtDesk(asked('changed elsewhere'))).toEqual(err({ code: 'old-password-needed' }))
    expect(later.state()).toEqual({ state: 'signed-out' })
    expect(await later.giveOldPassword('wrong')).toEqual(err({ code: 'wrong-password' }))
    expect(await later.giveOldPassword('first password')).toMatchObject({ ok: true })
    expect(await again().signInAtDesk(asked('changed elsewhere'))).toMatchObject({ ok: true })
    expect(people).toHaveLength(1)
  })

  test('and forgotten begins another store; the old one is left as it is', async () => {
    const { access, again, account, people } = seat()
    await access.signInAtDesk(asked('first password'))
    const before = access.store()
    account.password = 'changed elsewhere'
    const later = again()
    await later.signInAtDesk(asked('changed elsewhere'))
    expect(await later.beginAnew()).toMatchObject({ ok: true })
    expect(later.store()).not.toBe(before)
    expect(people.map(({ store, isLeft }) => [store === before, isLeft])).toEqual([[true, true], [false, false]])
    expect(await again().signInAtDesk(asked('changed elsewhere'))).toMatchObject({ ok: true })
  })
})

describe('while the desk is away', () => {
  test('the password opens what is here for as long as the desk allows, with the telephone', async () => {
    const { access, again, desk, time } = seat()
    await access.signInAtDesk(asked('first password'))
    desk.trouble = away
    await time.advance(6 * day)
    const later = again()
    expect(await later.signInAtDesk(asked('first password'))).toMatchObject({ ok: true })
    expect([later.link(), later.kept()?.session.sip?.password, later.view(true)?.state]).toEqual([{ kind: 'without-desk' }, 'sip-secret', 'without-desk'])
    await time.advance(2 * day)
    expect(await again().signInAtDesk(asked('first password'))).toMatchObject({ error: { code: 'desk-away', offline: 'too-long', days: 7, trouble: away } })
  })

  test('whoever is refused after the days without the desk leaves no key in memory', async () => {
    const { access, again, desk, time, vaults } = seat()
    await access.signInAtDesk(asked('first password'))
    access.signOut()
    desk.trouble = away
    await time.advance(8 * day)
    expect(await again().signInAtDesk(asked('first password'))).toMatchObject({ error: { offline: 'too-long' } })
    for (const { opened } of vaults.values()) expect(() => opened.keys()).toThrow('closed')
  })

  test('a clock that was set back after a day without the desk is refused', async () => {
    const { access, again, desk, time, keptFiles } = seat()
    await access.signInAtDesk(asked('first password'))
    desk.trouble = away
    await time.advance(2 * day)
    await again().signInAtDesk(asked('first password'))
    const [store = ''] = keptFiles.keys()
    expect((keptFiles.get(store)?.lastSeenAt ?? 0) - (keptFiles.get(store)?.lastWithDeskAt ?? 0)).toBe(2 * day)
    const back = again()
    await time.advance(-day)
    expect(await back.signInAtDesk(asked('first password'))).toMatchObject({ error: { offline: 'clock-set-back' } })
  })

  test('nobody comes in who has never been here, and a wrong password is counted', async () => {
    const { access, again, desk } = seat()
    await access.signInAtDesk(asked('first password'))
    desk.trouble = away
    const later = again()
    expect(await later.signInAtDesk(asked('first password', 'somebody'))).toMatchObject({ error: { code: 'desk-away', offline: 'never-here' } })
    for (let tries = 0; tries < 5; tries += 1) expect(await later.signInAtDesk(asked('wrong'))).toEqual(err({ code: 'wrong-password' }))
    expect(await later.signInAtDesk(asked('first password'))).toMatchObject({ error: { code: 'too-many-tries' } })
  })

  test('signing in again once it is back gives a token and keeps the same keys', async () => {
    const { access, again, desk } = seat()
    await access.signInAtDesk(asked('first password'))
    desk.trouble = away
    const later = again()
    await later.signInAtDesk(asked('first password'))
    const keys = later.storageKeys()
    expect(await later.signInAtDesk(asked('first password', null))).toMatchObject({ error: { offline: 'still-away' } })
    expect(later.state()).toMatchObject({ state: 'signed-in' })
    desk.trouble = null
    expect(await later.signInAtDesk(asked('first password', null))).toMatchObject({ ok: true })
    expect([later.link(), later.storageKeys()]).toEqual([{ kind: 'with-desk', token: 'token-2' }, keys])
  })
})

describe('a session', () => {
  test('that is alive opens a locked seat by the password alone, even with the desk away', async () => {
    const { access, desk } = seat()
    await access.signInAtDesk(asked('first password'))
    expect(access.lock('idle', ['call-1'])).toEqual(ok(undefined))
    expect([access.state(), access.storageKeys()]).toMatchObject([{ state: 'locked', reason: 'idle', redCalls: ['call-1'] }, null])
    desk.trouble = away
    expect(await access.signInAtDesk(asked('wrong', null))).toEqual(err({ code: 'wrong-password' }))
    expect(await access.signInAtDesk(asked('first password', null))).toMatchObject({ ok: true })
    expect(access.link()).toEqual({ kind: 'with-desk', token: 'token-1' })
  })

  test('that runs opens a locked seat by the password also where nobody may sign in without the desk, and not beyond its time', async () => {
    const { access, again, desk, time } = seat({ offlineDays: 0 })
    await access.signInAtDesk(asked('first password'))
    access.lock('idle', [])
    desk.trouble = away
    await time.advance(day / 2 - 1)
    expect(await access.signInAtDesk(asked('first password', null))).toMatchObject({ ok: true })
    expect(await again().signInAtDesk(asked('first password'))).toMatchObject({ error: { offline: 'too-long' } })
    access.lock('idle', [])
    await time.advance(1)
    expect(await access.signInAtDesk(asked('first password', null))).toMatchObject({ error: { offline: 'too-long' } })
  })

  test('that the desk has ended opens again only at the desk, also after a restart', async () => {
    const { access, again, desk } = seat()
    await access.signInAtDesk(asked('first password'))
    expect(await access.ended('token-of-before', 'session-ended')).toBe(false)
    expect(await access.ended('token-1', 'session-revoked')).toBe(true)
    access.lock('session-ended', [])
    expect(access.state()).toMatchObject({ state: 'locked', reason: 'session-revoked' })
    desk.trouble = away
    expect(await access.signInAtDesk(asked('first password', null))).toMatchObject({ error: { offline: 'must-be-online' } })
    expect(await again().signInAtDesk(asked('first password'))).toMatchObject({ error: { offline: 'must-be-online' } })
    desk.trouble = null
    expect(await access.signInAtDesk(asked('first password', null))).toMatchObject({ ok: true })
  })

  test('whose time was over says nothing against the person', async () => {
    const { access, desk, time } = seat()
    await access.signInAtDesk(asked('first password'))
    await time.advance(day / 2)
    await access.ended('token-1', 'session-ended')
    access.lock('session-ended', [])
    expect(access.state()).toMatchObject({ reason: 'session-expired' })
    desk.trouble = away
    expect(await access.signInAtDesk(asked('first password', null))).toMatchObject({ ok: true })
  })

  test('that the desk has ended behind a lock is no way in without the desk, neither there nor after a sign-out or a restart', async () => {
    const { access, again, desk } = seat()
    await access.signInAtDesk(asked('first password'))
    access.lock('idle', ['call-1'])
    expect(await access.ended('token-1', 'session-ended')).toBe(true)
    expect(access.state()).toMatchObject({ state: 'locked', redCalls: ['call-1'] })
    expect(access.kept()?.session.sip?.password).toBe('sip-secret')
    desk.trouble = away
    expect(await access.signInAtDesk(asked('first password', null))).toMatchObject({ error: { code: 'desk-away', offline: 'must-be-online' } })
    expect([access.state().state, access.storageKeys()]).toEqual(['locked', null])
    expect(await again().signInAtDesk(asked('first password'))).toMatchObject({ error: { offline: 'must-be-online' } })
    access.signOut()
    expect(await access.signInAtDesk(asked('first password'))).toMatchObject({ error: { offline: 'must-be-online' } })
    desk.trouble = null
    expect(await access.signInAtDesk(asked('first password'))).toMatchObject({ ok: true })
    desk.trouble = away
    expect(await again().signInAtDesk(asked('first password'))).toMatchObject({ ok: true })
  })

  test('whose time was over behind a lock says nothing against the person', async () => {
    const { access, again, desk, time } = seat()
    await access.signInAtDesk(asked('first password'))
    access.lock('idle', [])
    await time.advance(day / 2)
    await access.ended('token-1', 'session-ended')
    desk.trouble = away
    expect(await again().signInAtDesk(asked('first password'))).toMatchObject({ ok: true })
    expect(await access.signInAtDesk(asked('first password', null))).toMatchObject({ ok: true })
    expect(access.link()).toEqual({ kind: 'without-desk' })
  })

  test('that nobody has heard of behind a lock opens by the password for as long as the desk allows, then only at the desk', async () => {
    const { access, desk, time, vaults } = seat()
    await access.signInAtDesk(asked('first password'))
    access.lock('idle', [])
    desk.trouble = away
    await time.advance(7 * day)
    expect(await access.signInAtDesk(asked('first password', null))).toMatchObject({ ok: true })
    access.lock('idle', [])
    await time.advance(1)
    expect(await access.signInAtDesk(asked('first password', null))).toMatchObject({ error: { code: 'desk-away', offline: 'too-long', days: 7 } })
    for (const { opened } of vaults.values()) expect(() => opened.keys()).toThrow('closed')
    desk.trouble = null
    expect(await access.signInAtDesk(asked('first password', null))).toMatchObject({ ok: true })
    expect(access.link()).toEqual({ kind: 'with-desk', token: 'token-2' })
  })

  test('is not opened behind a lock by a clock that is set back', async () => {
    const { access, desk, time } = seat()
    await access.signInAtDesk(asked('first password'))
    access.lock('idle', [])
    desk.trouble = away
    await time.advance(8 * day)
    await access.keepTime()
    await time.advance(-2 * day)
    expect(await access.signInAtDesk(asked('first password', null))).toMatchObject({ error: { offline: 'clock-set-back' } })
  })

  test('ends with the sign-out, here and at the desk', async () => {
    const { access, desk } = seat()
    await access.signInAtDesk(asked('first password'))
    access.signOut()
    expect([desk.signedOut, access.state(), access.kept(), access.storageKeys()]).toEqual([['token-1'], { state: 'signed-out' }, null, null])
  })

  test('changes its password at the desk and here, and not while the desk is away', async () => {
    const { access, again, desk } = seat()
    await access.signInAtDesk(asked('first password'))
    expect(await access.changePassword('wrong', 'another password')).toEqual(err({ code: 'wrong-password' }))
    expect(await access.changePassword('first password', 'another password')).toEqual(ok(undefined))
    desk.trouble = away
    expect(await access.changePassword('another password', 'a third password')).toEqual(err({ code: 'desk-away' }))
    expect(await again().signInAtDesk(asked('another password'))).toMatchObject({ ok: true })
  })
})
