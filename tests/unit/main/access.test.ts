import { describe, expect, test } from 'vitest'
import { createSeatAccess, practiceAgent } from '../../../electron/main/access'
import { afterFailedTry, noFailedTries, waitBeforeTryMs } from '../../../electron/main/sign-in-limit'
import { agentSchema } from '../../../shared/ipc/values'
import { epochMs } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Mode } from '../../../shared/settings/settings'
import type { Vault } from '../../../electron/main/vault'
import { fakeVault } from '../../support/fake-vault'

const agent = { id: 'a-1', number: '8017', name: '李敏' }
const knows = (secret: string): Vault => fakeVault(agent, secret).vault
const newAgent = { agentName: '李敏', agentNumber: '8017', password: 'correct horse' }

function seat(mode: Exclude<Mode, 'desk-shared'> | null, kept: Vault | null | 'unreadable' = null) {
  let now = 0
  const access = createSeatAccess(
    mode,
    { kept, keep: async (_agent, password) => fakeVault(agent, password) },
    { clock: { now: () => epochMs(now) }, newId: () => 'a-1' },
  )
  return { access, pass: (ms: number) => (now += ms) }
}

describe('who sits at the seat', () => {
  test('practice signs in its built-in agent without a password', async () => {
    const { access } = seat('practice')
    expect(access.state()).toEqual({ state: 'signed-in', agent: practiceAgent })
    expect(agentSchema.parse(practiceAgent)).toEqual(practiceAgent)
    expect(await access.setPassword(newAgent)).toEqual(err({ code: 'not-in-this-mode' }))
    expect(access.signOut()).toEqual(err({ code: 'not-in-this-mode' }))
  })

  test('before a mode is chosen there is nobody', async () => {
    const { access } = seat(null)
    expect(access.state()).toEqual({ state: 'mode-not-chosen' })
    expect(access.knownAgent()).toBeNull()
    expect(await access.signIn('anything')).toEqual(err({ code: 'not-in-this-mode' }))
  })

  test('the first start of a desk sets up its one agent and signs in', async () => {
    const { access } = seat('desk-here')
    expect(access.state()).toEqual({ state: 'password-not-set' })
    expect(await access.signIn('x')).toEqual(err({ code: 'not-set' }))
    expect(await access.setPassword({ ...newAgent, password: '七个字不够长的' })).toEqual(err({ code: 'too-short' }))
    expect(await access.setPassword(newAgent)).toEqual(ok(agent))
    expect(access.state()).toEqual({ state: 'signed-in', agent })
  })

  test('nobody sets a second password over the first', async () => {
    const { access } = seat('desk-here', knows('correct horse'))
    expect(await access.setPassword(newAgent)).toEqual(err({ code: 'already-set' }))
  })

  test('two set-ups at once make one agent', async () => {
    const { access } = seat('desk-here')
    const both = await Promise.all([access.setPassword(newAgent), access.setPassword(newAgent)])
    expect(both).toEqual([ok(agent), err({ code: 'already-set' })])
  })

  test('a verifier that cannot be read locks the seat, opens it for nobody and calls no password wrong', async () => {
    const { access } = seat('desk-here', 'unreadable')
    expect(access.state()).toEqual({ state: 'signed-out' })
    expect(await access.signIn('correct horse')).toEqual(err({ code: 'unreadable' }))
    expect(await access.setPassword(newAgent)).toEqual(err({ code: 'already-set' }))
  })

  test('signed out, signed in, signed out again', async () => {
    const { access } = seat('desk-here', knows('correct horse'))
    expect(access.state()).toEqual({ state: 'signed-out' })
    expect(await access.signIn('battery staple')).toEqual(err({ code: 'wrong-password' }))
    expect(await access.signIn('correct horse')).toEqual(ok(agent))
    access.signOut()
    expect(access.state()).toEqual({ state: 'signed-out' })
    expect(access.knownAgent()).toEqual(agent)
  })

  test('locked: nobody is signed in, and who sat here is still known with the reason, the time and the RED calls', async () => {
    const { access, pass } = seat('desk-here', knows('correct horse'))
    expect(access.lock('idle', [])).toEqual(err({ code: 'not-signed-in' }))
    await access.signIn('correct horse')
    pass(5_000)
    expect(access.storageKeys()).not.toBeNull()
    expect(access.lock('idle', ['c-1'])).toEqual(ok(undefined))
    expect(access.storageKeys()).toBeNull()
    expect(access.state()).toEqual({ state: 'locked', agent, since: 5_000, reason: 'idle', redCalls: ['c-1'] })
    expect(await access.signIn('battery staple')).toEqual(err({ code: 'wrong-password' }))
    expect(access.state()).toMatchObject({ state: 'locked', reason: 'idle' })
    expect(await access.signIn('correct horse')).toEqual(ok(agent))
    expect(access.state()).toEqual({ state: 'signed-in', agent })
  })

  test('who signs out of a locked seat leaves it to nobody', async () => {
    const { access } = seat('desk-here', knows('correct horse'))
    await access.signIn('correct horse')
    access.lock('agent', [])
    expect(access.signOut()).toEqual(ok(undefined))
    expect(access.state()).toEqual({ state: 'signed-out' })
  })

  test('practice has nothing to lock', () => {
    const { access } = seat('practice')
    expect(access.canBeLocked).toBe(false)
    expect(access.lock('agent', [])).toEqual(err({ code: 'not-signed-in' }))
    expect(access.state()).toEqual({ state: 'signed-in', agent: practiceAgent })
  })

  test('after five wrong passwords even the right one has to wait', async () => {
    const { access, pass } = seat('desk-here', knows('correct horse'))
    const tries = await Promise.all(Array.from({ length: 6 }, () => access.signIn('guess')))
    expect(tries.at(-1)).toEqual(err({ code: 'too-many-tries', retryAfterMs: 30_000 }))
    pass(10_000)
    expect(await access.signIn('correct horse')).toEqual(err({ code: 'too-many-tries', retryAfterMs: 20_000 }))
    pass(20_000)
    expect(await access.signIn('correct horse')).toEqual(ok(agent))
    expect(await access.signIn('guess')).toEqual(err({ code: 'wrong-password' }))
  })
})

describe('the keys of the seat', () => {
  test('are there while somebody is signed in, and at no other time', async () => {
    const { access } = seat('desk-here')
    expect(access.storageKeys()).toBeNull()
    await access.setPassword(newAgent)
    expect(access.storageKeys()).toMatchObject({ suite: 1, hasUnsealed: true })
    expect(await access.allIsSealed()).toEqual(ok(undefined))
    expect(access.storageKeys()).toMatchObject({ hasUnsealed: false })
    access.signOut()
    expect(access.storageKeys()).toBeNull()
    expect(await access.allIsSealed()).toEqual(err({ code: 'not-signed-in' }))
    await access.signIn('correct horse')
    expect(access.storageKeys()?.seal).toHaveLength(32)
  })

  test('practice has none', async () => {
    const { access } = seat('practice')
    expect(access.storageKeys()).toBeNull()
    expect(await access.changePassword('', 'correct horse')).toEqual(err({ code: 'not-signed-in' }))
  })

  test('are locked with another password by whoever is signed in and knows the one before', async () => {
    const { access } = seat('desk-here', knows('correct horse'))
    expect(await access.changePassword('correct horse', 'battery staple')).toEqual(err({ code: 'not-signed-in' }))
    await access.signIn('correct horse')
    const keys = access.storageKeys()
    expect(await access.changePassword('correct horse', 'too short'.slice(0, 7))).toEqual(err({ code: 'too-short' }))
    expect(await access.changePassword('wrong', 'battery staple')).toEqual(err({ code: 'wrong-password' }))
    expect(await access.changePassword('correct horse', 'battery staple')).toEqual(ok(undefined))
    expect(access.storageKeys()).toEqual(keys)
    access.signOut()
    expect(await access.signIn('correct horse')).toEqual(err({ code: 'wrong-password' }))
    expect(await access.signIn('battery staple')).toEqual(ok(agent))
  })

  test('wrong passwords count together, at the door and inside', async () => {
    const { access } = seat('desk-here', knows('correct horse'))
    await access.signIn('correct horse')
    for (let count = 0; count < 3; count += 1) await access.changePassword('wrong', 'battery staple')
    for (let count = 0; count < 2; count += 1) await access.signIn('wrong')
    const tooMany = err({ code: 'too-many-tries', retryAfterMs: 30_000 })
    expect(await access.changePassword('correct horse', 'battery staple')).toEqual(tooMany)
    expect(await access.signIn('correct horse')).toEqual(tooMany)
  })
})

describe('the wait after wrong passwords', () => {
  const failed = (count: number) =>
    Array.from({ length: count }).reduce<typeof noFailedTries>((tries) => afterFailedTry(tries, epochMs(1_000)), noFailedTries)

  test.each([
    [4, 0],
    [5, 30_000],
    [6, 60_000],
    [9, 480_000],
    [10, 900_000],
    [50, 900_000],
  ])('after %i: %i ms', (count, wait) => expect(waitBeforeTryMs(failed(count), epochMs(1_000))).toBe(wait))

  test('a clock set back makes it no longer', () => {
    expect(waitBeforeTryMs({ count: 5, lastAt: epochMs(1_000_000) }, epochMs(0))).toBe(30_000)
  })
})
