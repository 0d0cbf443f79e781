import type { LockedFloor } from '../../../shared/floor/floor-line'
import { isCalling, nextRedCards, type RedCards } from '../../../shared/floor/red-card'
import type { Clock } from '../../../shared/lib/clock'
import type { FloorTable } from '../store/floor-table'
import { createSignalReader } from './signal-reader'

/** Who calls for help and is not answered yet, for consoles that are locked. */
export interface CallsForHelp {
  /** The newest one by somebody else; null: nobody calls that person. */
  callingFor(personId: string): Promise<LockedFloor['help']>
}

/** As long ago as a console that is opened now would still hear of it. */
const helpWithinMs = 2 * 3_600_000

/** SECURITY: a locked console is told of a seat and a time. Place, number, name and words of the call stay here. */
export function createCallsForHelp({ floor, clock }: { readonly floor: Pick<FloorTable, 'signalsAfter' | 'positionBefore'>; readonly clock: Clock }): CallsForHelp {
  const reader = createSignalReader(floor, { clock, withinMs: helpWithinMs })
  let cards: RedCards = []
  let looking: Promise<void> = Promise.resolve()

  async function look(): Promise<void> {
    await reader.readOn((signal) => {
      cards = nextRedCards(cards, signal, signal.at)
    })
    const longAgo = clock.now() - helpWithinMs
    cards = cards.filter((card) => isCalling(card) || card.since >= longAgo)
  }

  return {
    async callingFor(personId) {
      looking = looking.catch(() => undefined).then(look)
      await looking
      const card = cards.findLast((each) => isCalling(each) && each.from.personId !== personId)
      return card === undefined ? null : { seat: card.from.seat, drill: card.drill, callingForMs: Math.max(0, clock.now() - card.since) }
    },
  }
}
