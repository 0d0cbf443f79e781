import { expect, it } from 'vitest'
import type { CallLogEntry } from '../../../shared/calls/call-log'
import { openWorkStorage } from '../../../renderer/storage/open-work-storage'
import { draftOf, morning, testUuid } from '../../support/drafts'
import { newDisk, rot13Seal, stoppedClock } from '../../support/storage'

const missed = (number: number): CallLogEntry => ({
  callId: testUuid(number), direction: 'incoming', startedAt: morning + number, answeredAt: null, endedAt: morning + number + 9_000,
  outcome: 'missed', queue: 'hotline', numberDisplay: '154-0000-0012', historyKey: '8615400000012', practice: false, ticketNumber: null,
})

it('an unanswered ring leaves a line in place of its untouched draft', async () => {
  const storage = await openWorkStorage({ mode: 'real', seal: rot13Seal(), clock: stoppedClock, onSetAside: () => undefined, indexedDb: newDisk() })
  await storage.drafts.save(draftOf(1, { touched: false }))
  await storage.callLog.write(missed(1), draftOf(1).id)
  await storage.callLog.write(missed(2))
  await storage.callLog.write({ ...missed(1), outcome: 'cancelled-by-caller' })
  expect((await storage.callLog.recent(9)).map(({ callId, outcome }) => [callId, outcome])).toEqual([
    [testUuid(2), 'missed'], [testUuid(1), 'cancelled-by-caller'],
  ])
  expect(await storage.callLog.recent(1)).toHaveLength(1)
  expect(await storage.drafts.unfinished()).toEqual([])
  storage.close()
})
