import { describe, expect, test } from 'vitest'
import { createSeatAccess } from '../../../electron/main/access'
import { createSeatLock, patienceMs } from '../../../electron/main/seat-lock'
import type { BusyReason } from '../../../shared/ipc/values'
import { err, ok } from '../../../shared/lib/result'
import type { Mode } from '../../../shared/settings/settings'
import { fakeVault } from '../../support/fake-vault'
import { createManualTime } from '../../support/manual-time'

const agent = { id: 'a-1', number: '8017', name: '李敏' }
const minute = 60_000

/** A seat with its agent signed in, its lock, and a system that counts from the last touch. */
async function seat(mode: Exclude<Mode, 'desk-shared'> = 'desk-here') {
  const time = createManualTime()
  const done: string[] = []
  const { vault } = fakeVault(agent, 'correct horse')
  const access = createSeatAccess(mode, { kept: vault, keep: async () => fakeVault(agent, 'correct horse') }, { clock: time, newId: () => 'a-1' })
  await access.signIn('correct horse')
  let touchedAt: number = time.now()
  let busy: BusyReason | null = null
  let lockAfterMinutes = 10
  let isSystemLocked = false
  const lock = createSeatLock({
    access, clock: time, timers: time,
    busy: () => busy,
    idleSeconds: () => Math.floor((time.now() - touchedAt) / 1000),
    lockAfterMinutes: () => lockAfterMinutes,
    askConsole: (reason) => void done.push(`asked ${reason}`),
    isSystemLocked: () => isSystemLocked,
    onLocked: ({ isHung }) => void done.push(isHung ? 'locked, hung' : 'locked'),
  })
  return {
    time, done, access, lock,
    touch: () => (touchedAt = time.now()),
    systemIs: (locked: boolean) => (isSystemLocked = locked),
    settings: (minutes: number) => (lockAfterMinutes = minutes),
    setBusy(now: BusyReason | null) {
      busy = now
      lock.busyChanged()
    },
  }
}

const saved = { saved: true, redCalls: [] }

describe('the lock of a seat', () => {
  test('waits for what was typed, then forgets who sat here and loads the console anew', async () => {
    const { lock, done, access } = await seat()
    expect(lock.lock('agent')).toEqual(ok(undefined))
    expect(access.state().state).toBe('signed-in')
    lock.consoleIsReady({ saved: true, redCalls: ['c-1'] })
    expect(done).toEqual(['asked agent', 'locked'])
    expect(access.state()).toMatchObject({ state: 'locked', reason: 'agent', redCalls: ['c-1'] })
  })

  test('does not wait for a console that hangs', async () => {
    const { lock, done, access, time } = await seat()
    lock.lock('system')
    await time.advance(patienceMs - 1)
    expect(access.state().state).toBe('signed-in')
    await time.advance(1)
    expect(done).toEqual(['asked system', 'locked, hung'])
    lock.consoleIsReady(saved)
    expect(done).toHaveLength(2)
  })

  test('does not wait for a console that hangs once it has saved', async () => {
    const { lock, done, time } = await seat()
    lock.lock('system')
    lock.consoleIsReady(saved)
    await time.advance(patienceMs)
    expect(done).toEqual(['asked system', 'locked', 'locked, hung'])
  })

  test('leaves a console alone that has come up anew', async () => {
    const { lock, done, time } = await seat()
    lock.lock('system')
    lock.consoleIsReady(saved)
    lock.consoleListens()
    await time.advance(patienceMs * 2)
    expect(done).toEqual(['asked system', 'locked'])
  })

  test('is asked for once, however often the system says so', async () => {
    const { lock, done } = await seat()
    lock.lock('system')
    lock.lock('asleep')
    lock.consoleIsReady(saved)
    lock.lock('system')
    expect(done).toEqual(['asked system', 'locked'])
    expect(lock.lock('agent')).toEqual(err({ code: 'not-signed-in' }))
  })

  test('throws no words away: it is owed until they are saved', async () => {
    const { lock, done, access, time } = await seat()
    await time.advance(minute)
    lock.lock('system')
    lock.consoleIsReady({ saved: false, redCalls: [] })
    expect(access.state().state).toBe('signed-in')
    await time.advance(15_000)
    expect(done).toEqual(['asked system', 'asked system'])
    lock.consoleIsReady(saved)
    expect(access.state()).toMatchObject({ state: 'locked', reason: 'system' })
  })

  test('is owed no longer when somebody has come back', async () => {
    const { lock, done, time, touch } = await seat()
    await time.advance(minute)
    lock.lock('system')
    lock.consoleIsReady({ saved: false, redCalls: [] })
    await time.advance(1_000)
    touch()
    await time.advance(minute)
    expect(done).toEqual(['asked system'])
  })

  test('follows a system that locks its screen without telling', async () => {
    const { lock, done, time, systemIs } = await seat()
    await time.advance(0)
    systemIs(true)
    await time.advance(15_000)
    lock.consoleIsReady(saved)
    lock.consoleListens()
    await time.advance(minute)
    expect(done).toEqual(['asked system', 'locked'])
  })

  test('practice says that there is nothing to lock', async () => {
    const { lock, done, time } = await seat('practice')
    expect(lock.lock('agent')).toEqual(err({ code: 'not-in-this-mode' }))
    await time.advance(60 * minute)
    expect(done).toEqual([])
  })
})

describe('a seat that nobody touches', () => {
  test('locks itself after the minutes that are set, counted from the last touch', async () => {
    const { done, lock, access, time, touch } = await seat()
    await time.advance(9 * minute)
    touch()
    await time.advance(10 * minute - 1_000)
    expect(done).toEqual([])
    await time.advance(2_000)
    expect(done).toEqual(['asked idle'])
    lock.consoleIsReady(saved)
    expect(access.state()).toMatchObject({ state: 'locked', reason: 'idle' })
  })

  test('counts from the end of a call, since whoever listens has the hands off', async () => {
    const { done, time, setBusy } = await seat()
    setBusy('ring')
    await time.advance(30 * minute)
    setBusy('call')
    await time.advance(30 * minute)
    setBusy(null)
    await time.advance(10 * minute - 1_000)
    expect(done).toEqual([])
    await time.advance(2_000)
    expect(done).toEqual(['asked idle'])
  })

  test('locks itself in a wrap-up as well, which has no end where the agent ends it: counted from the hang-up and from the last word', async () => {
    const { done, lock, access, time, touch, setBusy } = await seat()
    setBusy('call')
    await time.advance(30 * minute)
    setBusy('wrap-up')
    await time.advance(9 * minute)
    touch()
    await time.advance(10 * minute - 1_000)
    expect(done).toEqual([])
    await time.advance(2_000)
    expect(done).toEqual(['asked idle'])
    lock.consoleIsReady(saved)
    expect(access.state()).toMatchObject({ state: 'locked', reason: 'idle' })
  })

  test('counts from the password, which may have been typed into another seat of this computer by remote', async () => {
    const { done, lock, time } = await seat()
    await time.advance(9 * minute)
    lock.touched()
    await time.advance(9 * minute)
    expect(done).toEqual([])
  })

  test('stays open where that is switched off, and follows the setting at once', async () => {
    const { done, time, settings } = await seat()
    settings(0)
    await time.advance(600 * minute)
    expect(done).toEqual([])
    settings(5)
    await time.advance(15_000)
    expect(done).toEqual(['asked idle'])
  })
})
