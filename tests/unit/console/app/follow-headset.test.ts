import { beforeEach, describe, expect, it } from 'vitest'
import { followHeadset } from '../../../../renderer/console/app/follow-headset'
import { createViewStore, type ViewStore } from '../../../../renderer/console/app/view-store'
import type { CallId } from '../../../../shared/calls/call'
import { createFakeLine, type FakeLine } from '../../../support/fake-line'
import { createFakeSound } from '../../phone/phone.fixture'

const callId = 'call-1' as CallId
let view: ViewStore
let line: FakeLine
let sound: ReturnType<typeof createFakeSound>
let red: boolean

beforeEach(() => {
  view = createViewStore('seat')
  line = createFakeLine()
  sound = createFakeSound()
  red = false
  followHeadset({ line: { ...line, sound }, view, isRed: () => red })
})

describe('a headset that is hung up', () => {
  it('ends the call', () => {
    sound.tell({ kind: 'hang-up-wished', callId })
    expect([line.commands, view.getState().toast]).toEqual([[{ kind: 'hang-up', callId }], null])
  })

  it('is asked about on a RED call, as every other way to hang up', () => {
    red = true
    sound.tell({ kind: 'hang-up-wished', callId })
    expect([line.commands, view.getState().toast?.key]).toEqual([[], 'seat.redHangUp'])
  })
})
