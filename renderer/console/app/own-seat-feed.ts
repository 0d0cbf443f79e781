import type { FloorLink } from '../../desk-client/floor-client'
import type { SeatFeed } from '../seat/keep-agreement'

interface OwnSeatParts {
  link(): FloorLink
  onLink(listener: () => void): () => void
  /** Where this console's telephone is registered; empty without one. */
  extension(): string
}

/**
 * The own seat as desk and PBX have it, out of what the floor tells. Every line that is heard, a heartbeat too, says that the rest is so
 * still. What is told of another telephone than the one that is here, after the administrator has changed it, is nobody's word.
 */
export function ownSeatFeed({ link, onLink, extension }: OwnSeatParts): SeatFeed {
  return {
    pbx() {
      const now = link()
      if (now.kind !== 'live') return null
      const { ownSeat } = now.floor
      return ownSeat === null || ownSeat.pbx === null || ownSeat.extension !== extension() ? null : { ...ownSeat.pbx, heardAt: now.heardAt }
    },
    // The desk ends the stream of whoever is not signed in any more; what a lead has forced comes as a signal, and once.
    desk() {
      const now = link()
      return now.kind === 'live' ? { signedIn: true, forced: null, heardAt: now.heardAt } : null
    },
    subscribe(listener) {
      // A lead hears of every seat; only what is about the own one is worth a look.
      const seen = () => {
        const { kind, floor } = link()
        return kind === 'live' ? floor.ownSeat : kind
      }
      let before = seen()
      return onLink(() => {
        const now = seen()
        if (now === before) return
        before = now
        listener()
      })
    },
  }
}
