import { describe, expect, it } from 'vitest'
import { followLockedAlarm } from '../../../../renderer/console/app/locked-alarm'
import type { LockAlarm } from '../../../../shared/ipc/values'
import { ok } from '../../../../shared/lib/result'
import { createFakeLingxi } from '../../../support/fake-lingxi'
import { createManualTime } from '../../../support/manual-time'

const calling: LockAlarm = { kind: 'calling', seat: '8003', since: 1, drill: false }

async function locked(before: LockAlarm) {
  const time = createManualTime()
  const sounds: boolean[] = []
  const { lingxi, emit } = createFakeLingxi('console', { lockAlarm: () => ok(before) })
  const sound = { execute: async (command: { kind: string; on?: boolean }) => void (command.kind === 'alarm' && sounds.push(command.on === true)) }
  const alarm = followLockedAlarm({ lingxi, sound: sound as never, timers: time })
  await time.advance(0)
  return { time, sounds, alarm, hears: (next: LockAlarm) => emit('lockAlarmChanged', next) }
}

describe('the page of a locked seat', () => {
  it('rings for a call for help that began before it was there, and on, for as long as that is not answered', async () => {
    const { time, sounds, alarm, hears } = await locked(calling)
    expect(alarm.store.getState().alarm).toEqual(calling)
    expect(sounds).toEqual([true])
    await time.advance(4_000)
    expect(sounds).toEqual([true, true, true])
    hears({ kind: 'quiet' })
    expect(sounds.at(-1)).toBe(false)
    await time.advance(10_000)
    expect(sounds).toHaveLength(4)
  })

  it('is silent as soon as it goes, and makes no sound where nobody calls', async () => {
    const { time, sounds, alarm, hears } = await locked({ kind: 'quiet' })
    expect(sounds).toEqual([])
    hears(calling)
    alarm.stop()
    expect(sounds).toEqual([true, false])
    hears(calling)
    await time.advance(10_000)
    expect(sounds).toHaveLength(2)
  })
})
