import type { PageApi } from '../../../shared/ipc/page-api'
import { ringingCall, type SeatState } from '../seat/seat-store'
import type { Signals } from '../seat/seat-signals'
import type { Catalogue } from './catalogue'

/** What the seat tells the operating system goes through main. */
export function signalsTo(lingxi: Pick<PageApi<'console'>, 'setBusy' | 'showRing' | 'hideRing' | 'setAttention'>): Signals {
  return {
    setBusy: (reason) => void lingxi.setBusy({ reason }),
    ring(card) {
      void lingxi.showRing(card)
      void lingxi.setAttention({ kind: 'ring', maskedNumber: card.maskedNumber })
    },
    ringOver() {
      void lingxi.hideRing()
      void lingxi.setAttention({ kind: 'off' })
    },
  }
}

/** Where the number that rings is from, as far as numbers tell. */
export function placeOfRing(catalogue: Pick<Catalogue, 'placeOfNumber'>): (state: SeatState) => string | null {
  return (state) => {
    const call = ringingCall(state.line)
    const caller = call === null ? undefined : state.callers.get(call.id)
    return caller === undefined ? null : (catalogue.placeOfNumber(caller.identity.number)?.slice(0, 40) ?? null)
  }
}
