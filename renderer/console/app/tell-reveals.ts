import { z } from 'zod'
import type { OwedReveals } from '../../../shared/calls/call-log'
import { callRevealRoutes } from '../../../shared/desk-api/call-reveals'
import { askedTogether } from '../../../shared/lib/asked-together'
import type { Timers } from '../../../shared/lib/clock'
import type { DeskHttp } from '../../desk-client/desk-http'
import { refusalOf, type DeskRefusal } from '../../desk-client/desk-refusal'

export interface RevealTellerPorts {
  readonly owed: OwedReveals
  readonly timers: Timers
  /** The desk has said no. It is owed still, and told again to the desk that answers next. */
  onRefused(why: DeskRefusal): void
}

export interface RevealTeller {
  /** The desk that answers now; null while none does. */
  follow(desk: Pick<DeskHttp, 'ask'> | null): void
  /** One more is owed. */
  look(): void
}

const retryMs = 10_000

/**
 * Brings looks at calls without an order to the audit of a shared desk, oldest first. What is owed is asked of the disk each time, so that
 * no reload, lock or kill loses any of it; the desk knows by its id what it was told before.
 */
export function createRevealTeller({ owed, timers, onRefused }: RevealTellerPorts): RevealTeller {
  let desk: Pick<DeskHttp, 'ask'> | null = null
  let retry = { cancel: () => undefined as void }
  const refused = new Set<string>()

  /** False: the desk or the disk did not answer. */
  async function tellAll(): Promise<boolean> {
    for (const reveal of await owed.all()) {
      if (desk === null) return true
      if (refused.has(reveal.id)) continue
      const answer = await desk.ask(callRevealRoutes.tell, z.object({}), reveal)
      if (answer.ok) {
        await owed.told(reveal.id)
        continue
      }
      const why = refusalOf(answer.error)
      if (why === 'away') return false
      refused.add(reveal.id)
      onRefused(why)
    }
    return true
  }

  const run = askedTogether(async () => {
    retry.cancel()
    const isTold = await tellAll().catch(() => false)
    if (!isTold && desk !== null) retry = timers.after(retryMs, () => void run())
  })

  return {
    follow(next) {
      desk = next
      refused.clear()
      retry.cancel()
      if (next !== null) void run()
    },
    look: () => void run(),
  }
}
