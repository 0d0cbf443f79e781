import { describe, expect, test } from 'vitest'
import { createPhonePorts } from '../../../electron/main/phone-ports'

function ports() {
  const joined: string[] = []
  return { joined, phonePorts: createPhonePorts((role) => joined.push(role)) }
}

describe('handing over the ports of the phone', () => {
  test.each([
    [['phone', 'console']],
    [['console', 'phone']],
  ] as const)('joins when both listen, in whatever order: %j', ([first, second]) => {
    const { joined, phonePorts } = ports()
    phonePorts.listens(first)
    expect(joined).toEqual([])
    phonePorts.listens(second)
    expect(joined).toEqual(['console'])
  })

  test('a reloaded console gets a new port, the ring window keeps its own', () => {
    const { joined, phonePorts } = ports()
    for (const page of ['phone', 'console', 'ring'] as const) phonePorts.listens(page)
    phonePorts.isGone('console')
    phonePorts.listens('console')
    expect(joined).toEqual(['console', 'ring', 'console'])
  })

  test('a phone that is back is joined with everybody who listens', () => {
    const { joined, phonePorts } = ports()
    for (const page of ['console', 'ring', 'phone'] as const) phonePorts.listens(page)
    phonePorts.isGone('phone')
    phonePorts.listens('phone')
    expect(joined).toEqual(['console', 'ring', 'console', 'ring'])
  })

  test('a page that is gone is not joined', () => {
    const { joined, phonePorts } = ports()
    phonePorts.listens('console')
    phonePorts.isGone('console')
    phonePorts.listens('phone')
    expect(joined).toEqual([])
  })

  test('a page that says it twice gets a new port each time', () => {
    const { joined, phonePorts } = ports()
    phonePorts.listens('phone')
    phonePorts.listens('console')
    phonePorts.listens('console')
    expect(joined).toEqual(['console', 'console'])
  })
})
