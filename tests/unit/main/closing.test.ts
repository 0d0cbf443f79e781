import { describe, expect, test } from 'vitest'
import { createClosing } from '../../../electron/main/closing'
import { epochMs } from '../../../shared/lib/clock'

function seat() {
  let now = 0
  const told: string[] = []
  const closing = createClosing({ now: () => epochMs(now) }, (reason) => told.push(reason))
  return { closing, told, pass: (ms: number) => (now += ms) }
}

describe('closing the console', () => {
  test('is free while nothing is at stake', () => {
    const { closing, told } = seat()
    expect(closing.mayClose()).toBe(true)
    expect(told).toEqual([])
  })

  test.each(['ring', 'call', 'wrap-up'] as const)('is refused during a %s, and the person is told why', (reason) => {
    const { closing, told } = seat()
    closing.setBusy(reason)
    expect(closing.mayClose()).toBe(false)
    expect(told).toEqual([reason])
    closing.setBusy(null)
    expect(closing.mayClose()).toBe(true)
  })

  test('is refused while a crashed console is on its way back', () => {
    const { closing, pass } = seat()
    closing.setBusy('call')
    closing.consoleFellSilent()
    pass(3_000)
    expect(closing.mayClose()).toBe(false)
    closing.consoleAnswers()
    pass(60_000)
    expect(closing.mayClose()).toBe(false)
  })

  test('a console that stays silent cannot keep the person prisoner', () => {
    const { closing, pass } = seat()
    closing.setBusy('call')
    closing.consoleFellSilent()
    pass(6_000)
    closing.consoleFellSilent()
    pass(6_000)
    expect(closing.mayClose()).toBe(true)
  })

  test('the end of the system is not refused', () => {
    const { closing, told } = seat()
    closing.setBusy('call')
    closing.systemEnds()
    expect(closing.mayClose()).toBe(true)
    expect(told).toEqual([])
  })
})
