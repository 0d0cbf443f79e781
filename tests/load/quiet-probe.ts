import { deskRoutes } from '../../shared/desk-api/desk-api'
import type { TicketEvent } from '../../shared/tickets/ticket-event'
import { percentile } from '../bench/bench'
import { openWire } from './wire'

export interface ProbeOptions {
  readonly origin: string
  readonly token: string
  /** How often each thing is asked. */
  readonly times: number
  key(): string
  order(historyKey: string): readonly TicketEvent[]
  /** Somewhere in the log, as a console that copies it asks. */
  place(): number
}

/** Milliseconds, the middle one of many, with nobody else at the desk: what the size of the database alone costs. */
export interface QuietCosts {
  readonly submit: number
  readonly page: number
}

export async function probeQuietly({ origin, token, times, key, order, place }: ProbeOptions): Promise<QuietCosts> {
  const wire = openWire(origin, token)
  const middleOf = async (count: number, one: () => readonly [path: string, body?: unknown]) => {
    const took: number[] = []
    for (let n = 0; n < count; n += 1) {
      const { status, ms } = await wire.ask(...one())
      if (status !== 200) throw new Error(`answered ${status}`)
      took.push(ms)
    }
    return percentile(took, 0.5)
  }
  // Once for nothing: caches and compiled code are warm at any size.
  const page = () => [`${deskRoutes.changes}?after=${place()}&limit=100`] as const
  await middleOf(times, page)
  const costs = {
    submit: await middleOf(times, () => [deskRoutes.events, { events: order(key()) }]),
    page: await middleOf(times, page),
  }
  wire.cut()
  return costs
}
