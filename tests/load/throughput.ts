import { deskRoutes } from '../../shared/desk-api/desk-api'
import { sessionRoutes } from '../../shared/desk-api/sessions'
import type { TicketEvent } from '../../shared/tickets/ticket-event'
import { openWire } from './wire'

export interface ThroughputOptions {
  /** Desks that the workers are spread over. */
  readonly origins: readonly string[]
  readonly tokens: readonly string[]
  readonly seconds: number
  key(): string
  order(historyKey: string): readonly TicketEvent[]
}

const workers = 24

/** Answers per second when everybody asks again as soon as they are answered: an order, a session. */
export async function throughputOf({ origins, tokens, seconds, key, order }: ThroughputOptions): Promise<number> {
  const end = performance.now() + 1_000 * seconds
  let answers = 0
  async function work(index: number): Promise<void> {
    const wire = openWire(origins[index % origins.length] ?? '', tokens[index % tokens.length] ?? '')
    const asks = [
      () => wire.ask(deskRoutes.events, { events: order(key()) }),
      () => wire.ask(sessionRoutes.session),
    ]
    for (let n = index; performance.now() < end; n += 1) {
      const { status } = await (asks[n % asks.length] ?? asks[0]!)()
      if (status !== 200) throw new Error(`answered ${status}`)
      answers += 1
    }
    wire.cut()
  }
  await Promise.all(Array.from({ length: workers }, (_, index) => work(index)))
  return answers / seconds
}
