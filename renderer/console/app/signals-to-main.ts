import type { PageApi } from '../../../shared/ipc/page-api'
import type { Signals } from '../seat/seat-signals'

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
