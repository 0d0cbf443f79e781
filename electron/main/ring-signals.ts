import type { RingCard } from '../../shared/ipc/values'
import type { Attention } from './attention'
import type { RingWindow } from './ring-window'
import type { AnswerShortcut } from './shortcuts'

/** Everything outside the console's page that tells of a ring. None of it takes the keyboard. */
export interface RingSignals {
  show(card: RingCard): void
  hide(): void
  /** Null: no more attention. */
  draw(maskedNumber: string | null): void
  /** Another seat calls for help; null: none does any more. */
  drawHelp(seat: string | null): void
  /** The phone says that this call rings no more. Another one may ring by now. */
  dismiss(callId: string): void
  /** The phone is gone and every ring with it. */
  end(): void
}

export function createRingSignals(ring: RingWindow, attention: Attention, shortcut: AnswerShortcut): RingSignals {
  function draw(maskedNumber: string | null) {
    shortcut.setRinging(maskedNumber !== null)
    if (maskedNumber === null) attention.off()
    else attention.ring(maskedNumber)
  }

  function end() {
    ring.hide()
    draw(null)
  }

  return {
    draw,
    drawHelp: attention.help,
    end,
    show: (card) => ring.show(card),
    hide: () => ring.hide(),
    dismiss(callId) {
      if (ring.current()?.callId === callId) end()
    },
  }
}
