import { describe, expect, it } from 'vitest'
import { bestFirst, deviceInUse } from '../../../shared/calls/audio-devices'

const headset = { id: 'headset', label: 'Headset' }
const webcam = { id: 'webcam', label: 'Webcam' }

describe('which device is taken', () => {
  it('the chosen one, else the system\'s own, else any', () => {
    expect(bestFirst('headset', [webcam, headset])).toEqual(['headset', '', 'webcam'])
    expect(bestFirst('headset', [webcam])).toEqual(['', 'webcam'])
    expect(bestFirst(null, [webcam, headset])).toEqual(['', 'webcam', 'headset'])
    expect(bestFirst('headset', [])).toEqual([''])
  })

  it('is said in words that tell a stand-in from a choice', () => {
    expect(deviceInUse('headset', [headset])).toEqual({ kind: 'chosen', label: 'Headset' })
    expect(deviceInUse('headset', [webcam])).toEqual({ kind: 'stand-in' })
    expect(deviceInUse(null, [webcam])).toEqual({ kind: 'system' })
    expect(deviceInUse(null, [])).toEqual({ kind: 'none' })
  })
})
