import type { LineError } from '../../../shared/calls/phone-line'
import type { Result } from '../../../shared/lib/result'

type Outcome = Result<void, LineError>

/** Runs commands of one lane one after the other. The same command asked for again while it waits or runs is one command. */
export interface CommandLanes {
  run(lane: string, command: object, start: () => Promise<Outcome>): Promise<Outcome>
}

export function createCommandLanes(): CommandLanes {
  const tails = new Map<string, Promise<unknown>>()
  const pending = new Map<string, Promise<Outcome>>()

  return {
    run(lane, command, start) {
      const key = `${lane} ${JSON.stringify(command)}`
      const known = pending.get(key)
      if (known !== undefined) return known
      const tail = tails.get(lane) ?? Promise.resolve()
      const outcome = tail.then(start).finally(() => {
        pending.delete(key)
        if (tails.get(lane) === settled) tails.delete(lane)
      })
      const settled = outcome.catch(() => undefined)
      pending.set(key, outcome)
      tails.set(lane, settled)
      return outcome
    },
  }
}
