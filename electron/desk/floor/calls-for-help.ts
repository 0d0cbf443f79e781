import type { LockedFloor } from '../../../shared/floor/floor-line'
import { isCalling, nextRedCards, type RedCard, type RedCards } from '../../../shared/floor/red-card'
import { askedTogether } from '../../../shared/lib/asked-together'
import type { Clock } from '../../../shared/lib/clock'
import type { FloorTable } from '../store/floor-table'
import { createSignalReader } from './signal-reader'

/** Who calls for help and is not answered yet, for consoles that are locked. */
export interface CallsForHelp {
  /** The newest one by somebody else; null: nobody calls that person. */
  callingFor(personId: string): Promise<LockedFloor['help']>
  /** That call for help, for the desk itself; null: there is none, or it is of long ago. */
  callOf(redId: string): Promise<RedCard | null>
}

/** As long ago as a console that is opened now would still hear of it. */
export const callsForHelpWithinMs = 2 * 3_600_000

/** SECURITY: a locked console is told of a seat and a time. Place, number, name and words of the call stay here. */
export function createCallsForHelp({ floor, clock }: { readonly floor: Pick<FloorTable, 'signalsAfter' | 'positionBefore'>; readonly clock: Clock }): CallsForHelp {
  const reader = createSignalReader(floor, { clock, withinMs: callsForHelpWithinMs })
  let cards: RedCards = []

  async function look(): Promise<void> {
    await reader.readOn((signal) => {
      cards = nextRedCards(cards, signal, signal.at)
    })
    const longAgo = clock.now() - callsForHelpWithinMs
    cards = cards.filter((card) => isCalling(card) || card.since >= longAgo)
  }

  const lookOn = askedTogether(look)

  return {
    async callingFor(personId) {
      await lookOn()
      const card = cards.findLast((each) => isCalling(each) && each.from.personId !== personId)
      return card === undefined ? null : { seat: card.from.seat, drill: card.drill, callingForMs: Math.max(0, clock.now() - card.since) }
    },
    async callOf(redId) {
      await lookOn()
      return cards.find((each) => each.redId === redId && clock.now() - each.since < callsForHelpWithinMs) ?? null
    },
  }
}
