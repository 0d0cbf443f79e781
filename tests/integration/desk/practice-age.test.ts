import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmbeddedDesk, type EmbeddedDesk } from '../../../electron/desk/embedded-desk'
import { practiceHistory } from '../../../electron/desk/practice-seed'
import { loadPracticeCallers } from '../../../shared/callers/practice-callers'
import { deskRoutes, healthSchema } from '../../../shared/desk-api/desk-api'
import { epochMs } from '../../../shared/lib/clock'
import { makeDeskFolder, type DeskFolder } from '../../support/desk/desk-folder'
import { readLog, sendEvents, testToken } from '../../support/desk/running-desk'
import { systemTimers } from '../../support/desk/system-time'
import { embeddedBinDir } from '../../support/desk/test-postgres'
import { draftOf, eventsOf, morning, wageComplaint } from '../../support/drafts'

const day = 86_400_000
let folder: DeskFolder
let desk: EmbeddedDesk | null = null
beforeEach(async () => (folder = await makeDeskFolder()))
afterEach(async () => {
  await desk?.stop()
  desk = null
  await folder.remove()
})

/** What a practice desk holds when it is started that many days later, and by which id it goes. */
async function startedAfter(days: number) {
  await desk?.stop()
  desk = await startEmbeddedDesk({
    config: {
      deskDir: folder.deskDir, port: 0, token: testToken, practice: true, postgresPrograms: null,
      author: { kind: 'agent', id: 'a1', name: '练习', seat: '8017' },
    },
    binDir: embeddedBinDir(),
    clock: { now: () => epochMs(morning + days * day) },
    timers: systemTimers,
    random: Math.random,
    log: () => undefined,
    onLost: () => undefined,
    queueSource: null, onBackupState: () => undefined,
  })
  const origin = desk.origin()
  const health = await fetch(origin + deskRoutes.health, { headers: { Authorization: `Bearer ${testToken}` } })
  const { deskId } = healthSchema.parse(await health.json())
  return { origin, deskId, times: (await readLog(origin)).map(({ event }) => event.happenedAt) }
}

const timesSeenAfter = (days: number) =>
  practiceHistory(loadPracticeCallers(), epochMs(morning + days * day)).map(({ happenedAt }) => happenedAt)

describe('the past of the synthetic callers', () => {
  it('is as many days ago on the next day, for a console that reads it as another desk', async () => {
    const first = await startedAfter(0)
    expect(first.times).toEqual(timesSeenAfter(0))
    expect(await startedAfter(0.1)).toMatchObject({ deskId: first.deskId, times: first.times })
    const next = await startedAfter(1)
    expect(next.times).toEqual(timesSeenAfter(1))
    expect(next.deskId).not.toBe(first.deskId)
  })

  it('stays as it is once somebody has worked with it', async () => {
    const first = await startedAfter(0)
    const events = eventsOf(draftOf(1, { practice: true, values: wageComplaint }))
    await sendEvents(first.origin, events)
    const next = await startedAfter(1)
    expect(next.deskId).toBe(first.deskId)
    expect(next.times).toEqual([...first.times, ...events.map(({ happenedAt }) => happenedAt)])
  })
})
