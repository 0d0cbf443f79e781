import type { LineError } from '../../../shared/calls/phone-line'
import type { Timers } from '../../../shared/lib/clock'
import { err } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import { bounded } from './bounded'

type Outcome = Result<void, LineError>

/** Runs commands of one lane one after the other. The same command asked for again while it waits or runs is one command. */
export interface CommandLanes {
  run(lane: string, command: object, start: () => Promise<Outcome>): Promise<Outcome>
  /** As `run`, for what an agent has pressed: where its turn does not come soon enough it has failed, and is not done later on. */
  runSoon(lane: string, command: object, start: () => Promise<Outcome>): Promise<Outcome>
}

/** Together with what a command takes itself, less than the screen waits (`remote-line.ts`). */
const soonMs = 5000
const tooLate = Symbol('too late')

export function createCommandLanes(timers: Timers): CommandLanes {
  const tails = new Map<string, Promise<unknown>>()
  const pending = new Map<string, Promise<Outcome>>()

  function queue(lane: string, command: object, start: () => Promise<Outcome>, patience: (turn: Promise<unknown>) => Promise<unknown>): Promise<Outcome> {
    const key = `${lane} ${JSON.stringify(command)}`
    const known = pending.get(key)
    if (known !== undefined) return known
    const tail = tails.get(lane) ?? Promise.resolve()
    const outcome = patience(tail)
      .then((turn) => (turn === tooLate ? err<LineError>({ code: 'timed-out' }) : start()))
      .finally(() => pending.delete(key))
    // One that was too late leaves the lane to those before it.
    const settled = Promise.allSettled([tail, outcome]).then(() => {
      if (tails.get(lane) === settled) tails.delete(lane)
    })
    pending.set(key, outcome)
    tails.set(lane, settled)
    return outcome
  }

  return {
    run: (lane, command, start) => queue(lane, command, start, (turn) => turn),
    runSoon: (lane, command, start) => queue(lane, command, start, (turn) => bounded(turn, soonMs, tooLate, timers)),
  }
}
