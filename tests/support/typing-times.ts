import type { Page } from '@playwright/test'

/** What a browser tells of typing, in ms. */
export interface TypingTimes {
  /** From the key to the task after the frame that painted it, one for each key. */
  readonly painted: readonly number[]
  /** The same as the Event Timing API has it, in steps of 8 ms; those below one frame are not told. */
  readonly told: readonly number[]
  /** Tasks of the page that took longer than 50 ms. */
  readonly longTasks: readonly number[]
}

/** Types into what has the focus for as long as `goOn` says, waits for `end`, and gives what came of it. */
export async function typeAndWatch(
  page: Page,
  text: string,
  everyMs: number,
  goOn: () => Promise<boolean>,
  end: () => Promise<void> = async () => undefined,
): Promise<TypingTimes> {
  await page.evaluate(startWatching)
  for (const char of text) {
    await page.keyboard.press(char)
    await page.waitForTimeout(everyMs)
    if (!(await goOn())) break
  }
  await end()
  return page.evaluate(() => (globalThis as unknown as { stopWatching(): Promise<TypingTimes> }).stopWatching())
}

/** In the page. */
function startWatching(): void {
  const painted: number[] = []
  const told: number[] = []
  const longTasks: number[] = []
  const tasks = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
  tasks.observe({ type: 'longtask' })
  const events = new PerformanceObserver((list) => told.push(...list.getEntries().filter(({ name }) => name === 'keydown').map(({ duration }) => duration)))
  events.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  const onKey = (event: KeyboardEvent) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => painted.push(performance.now() - event.timeStamp)
      channel.port2.postMessage(null)
    })
  window.addEventListener('keydown', onKey, { capture: true })
  Object.assign(globalThis, {
    async stopWatching(): Promise<TypingTimes> {
      // What the last key did is told with the next frame but one.
      await new Promise((resolve) => setTimeout(resolve, 500))
      window.removeEventListener('keydown', onKey, { capture: true })
      tasks.disconnect()
      events.disconnect()
      return { painted, told, longTasks }
    },
  })
}
