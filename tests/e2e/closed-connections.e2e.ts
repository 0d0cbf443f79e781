import { expect, test } from '@playwright/test'
import { openMemoryProbe } from '../support/page-memory'
import { runPageScript } from '../support/page-script'
import { openPracticeSeat } from '../support/practice-seat'

/** Where they are closed at any moment, one connection in thirty to ten is left behind. */
const calls = 100
const seed = 2114

test('calls that end while their connections come up leave none of them behind', async () => {
  test.setTimeout(120_000)
  const seat = await openPracticeSeat()
  try {
    const phone = await seat.lingxi.page('phone')
    const probe = await openMemoryProbe(phone)
    await runPageScript(phone, new URL('../support/closed-connections-page.ts', import.meta.url))
    await phone.evaluate(([many, drawn]) => {
      const { endWhileComingUp } = globalThis as unknown as { endWhileComingUp(calls: number, seed: number): Promise<void> }
      return endWhileComingUp(many, drawn)
    }, [calls, seed] as const)
    // The last ones wait for their next event before they close.
    await expect.poll(() => probe.alive('RTCPeerConnection')).toBe(0)
    expect(await probe.alive('RTCRtpSender')).toBe(0)
  } finally {
    await seat.close()
  }
})
