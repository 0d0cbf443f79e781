import type { Timers } from '../../shared/lib/clock'

const hourMs = 3_600_000

/** Does it now and an hour after each time that it was done. `work` looks after its own failures. `stop` waits for what is under way. */
export function hourly(timers: Timers, work: () => Promise<void>): { stop(): Promise<void> } {
  let timer = { cancel: () => undefined as void }
  let isStopped = false
  let underWay = run()

  async function run(): Promise<void> {
    await work()
    if (!isStopped) timer = timers.after(hourMs, () => {
      underWay = run()
    })
  }

  return {
    async stop() {
      isStopped = true
      timer.cancel()
      await underWay
    },
  }
}
