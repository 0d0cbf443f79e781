import { describe, expect, it } from 'vitest'
import { hidHeadset } from '../../../../renderer/phone/headset/hid-headset'
import { fieldsOf, lengthOf, readBit } from '../../../../renderer/phone/headset/hid-reports'
import { createManualTime } from '../../../support/manual-time'
import { createFakeHeadset } from './fake-hid'

const item = { isAbsolute: true, isArray: false, isRange: false, isConstant: false, hasPreferredState: false, usages: [], usageMinimum: 0, usageMaximum: 0, reportSize: 1, reportCount: 1 }

describe('where the bits of a report lie', () => {
  it('one after the other, over numbers, gaps and ranges', () => {
    const report = {
      reportId: 3,
      items: [
        { ...item, usages: [0x0b00b0], isArray: true, reportSize: 4 },
        { ...item, usages: [0x0b0020] },
        { ...item, isConstant: true, reportCount: 3 },
        { ...item, isRange: true, usageMinimum: 0x080017, usageMaximum: 0x080018, reportCount: 2, isAbsolute: false },
        { ...item, usages: [0x0b002f], reportSize: 8 },
        { ...item, usages: [0x0b002f], hasPreferredState: true, reportCount: 2 },
      ],
    }
    expect(fieldsOf([report]).map(({ bit, usage, says }) => [bit, usage, says])).toEqual([
      [4, 0x0b0020, 'switch'],
      [8, 0x080017, 'pulse'],
      [9, 0x080018, 'pulse'],
      [18, 0x0b002f, 'button'],
      [19, 0x0b002f, 'button'],
    ])
    expect(lengthOf(report)).toBe(3)
  })

  it('a report that is shorter than it says has only zeros beyond', () => {
    const data = new DataView(new Uint8Array([0b1000_0000]).buffer)
    expect([readBit(data, 7), readBit(data, 6), readBit(data, 8)]).toEqual([true, false, false])
  })
})

describe('a device without a telephone\'s buttons', () => {
  it('is no headset', () => {
    const { collections } = createFakeHeadset({ echoes: false, mute: 'pulse', turnsOwnLights: false })
    const volumeKeys = collections.filter(({ usagePage }) => usagePage === 0x0c)
    expect(hidHeadset({ ...createFakeHeadset({ echoes: false, mute: 'pulse', turnsOwnLights: false }), collections: volumeKeys }, createManualTime().steadyMs)).toBeNull()
  })
})
