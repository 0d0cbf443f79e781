import { beforeEach, describe, expect, it } from 'vitest'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { followPassedOn } from '../../../../renderer/console/app/follow-lead-alarm'
import type { LeadDeskView } from '../../../../renderer/console/app/lead-desk'
import type { FloorBody } from '../../../../shared/floor/floor-signal'
import { nextUntaken } from '../../../../shared/floor/untaken-alarm'
import { createManualTime, type ManualTime } from '../../../support/manual-time'

const zhou = { seat: '8001', name: '周明兰' }
const escalated = (subject: string): FloorBody => ({ kind: 'alarm-escalated', rule: 'queue-long', subject, about: subject })
const passedOn = (subject: string): FloorBody => ({ kind: 'alarm-passed-on', rule: 'queue-long', subject, about: subject, toldAt: null, told: [zhou] })
const taken = (subject: string): FloorBody => ({ kind: 'alarm-acknowledged', rule: 'queue-long', subject })

describe('the sound of an alarm at a supervisor', () => {
  let time: ManualTime
  let store: StoreApi<LeadDeskView>
  let sounds: number
  /** In one piece, as it comes from the desk; `agoMs` = said so long ago. */
  const hear = (bodies: readonly FloorBody[], agoMs = 0) => {
    const at = time.now() - agoMs
    store.setState(({ alarms }) => ({ alarms: bodies.reduce((before, body) => nextUntaken(before, { body, at }, at), alarms) }))
  }

  beforeEach(() => {
    time = createManualTime(1_000_000)
    store = createStore<LeadDeskView>(() => ({ reds: [], hands: [], alarms: [], ways: {}, busy: new Set(), ringing: new Set() }))
    sounds = 0
    followPassedOn({ lead: { store }, clock: time, play: () => (sounds += 1) })
  })

  it('comes once for each that has come on to the supervisors, and for what comes together once', () => {
    hear([passedOn('labour')])
    expect(sounds).toBe(1)
    hear([passedOn('labour')])
    hear([escalated('legal')])
    expect(sounds, 'told again, and another that only the leads are told of').toBe(1)
    hear([passedOn('legal'), passedOn('union')])
    expect(sounds).toBe(2)
  })

  it('does not come for what was said while nobody was here, nor when one is taken', () => {
    hear([passedOn('labour')], 20_000)
    expect(sounds).toBe(0)
    hear([passedOn('legal'), passedOn('union')])
    hear([taken('legal')])
    expect(sounds).toBe(1)
  })

  it('comes anew for a new breach of what was taken', () => {
    hear([passedOn('labour')])
    hear([taken('labour')])
    hear([passedOn('labour')])
    expect(sounds).toBe(2)
  })
})
