import type { Timers } from '../../../shared/lib/clock'
import type { BreakPlace } from '../../../shared/queue/break-line'
import type { BreakQueue } from '../../../shared/queue/break-queue'
import type { BreakStep } from '../../../shared/floor/floor-signal'

/** The hotline's line as the desk tells it. */
export interface DeskBreakLine {
  /** Null while there is no desk to be asked. */
  place(): BreakPlace | null
  /** False: the desk said no, or could not be told. */
  tell(step: BreakStep): Promise<boolean>
  /** Called after anything that was heard; returns the way to stop. */
  onChange(listener: () => void): () => void
}

interface DeskBreaksParts {
  readonly desk: DeskBreakLine
  /** Of a seat that stands alone. */
  readonly local: BreakQueue
  readonly timers: Timers
  /** A break begins that nobody counts, because the desk is away. */
  onUncounted(): void
}

/** Nobody waits longer for a word of the desk before the break that is due to them. */
const patienceMs = 3_000

/** Breaks in the hotline's line; with the desk away, the seat's own. */
export function createDeskBreaks({ desk, local, timers, onUncounted }: DeskBreaksParts): BreakQueue {
  const listeners = new Set<(place: BreakPlace) => void>()
  let keeper: 'desk' | 'seat' = 'desk'
  let shown: BreakPlace = { kind: 'none' }
  /** A place that is free is taken at once: from the asking, or the taking, until the desk has said how it stands. */
  let wantsNow = false
  let patience = { cancel: () => undefined as void }

  function show(place: BreakPlace): void {
    shown = place
    for (const listener of [...listeners]) listener(place)
  }

  function settled(): void {
    wantsNow = false
    patience.cancel()
  }

  function alone(): void {
    settled()
    keeper = 'seat'
    local.ask()
    local.take()
    onUncounted()
  }

  function tell(step: 'asked' | 'taken'): void {
    wantsNow = true
    patience.cancel()
    patience = timers.after(patienceMs, alone)
    void desk.tell(step).then((told) => {
      if (told || !wantsNow || desk.place() === null) return
      // Too late by the desk's clock: whose turn it is now, the desk says.
      settled()
      show(desk.place() ?? { kind: 'none' })
    })
  }

  function hear(): void {
    const place = desk.place()
    if (place === null) return
    if (keeper === 'seat') {
      if (shown.kind === 'away') return
      keeper = 'desk'
    }
    if (place.kind === 'offered' && wantsNow) {
      if (!isTaking) takeNow()
      return
    }
    if (place.kind === 'none' && wantsNow) return
    if (place.kind === 'waiting' || place.kind === 'away') settled()
    isTaking = false
    if (!isSame(place, shown)) show(place)
  }

  let isTaking = false
  function takeNow(): void {
    isTaking = true
    tell('taken')
  }

  local.subscribe((place) => {
    if (keeper === 'seat') show(place)
  })
  desk.onChange(hear)
  hear()

  return {
    ask() {
      if (desk.place() === null) {
        keeper = 'seat'
        local.ask()
        return onUncounted()
      }
      keeper = 'desk'
      if (shown.kind === 'waiting') return
      isTaking = false
      tell('asked')
    },
    take() {
      if (keeper === 'seat') return local.take()
      takeNow()
    },
    withdraw() {
      if (keeper === 'seat') return local.withdraw()
      settled()
      void desk.tell('withdrawn')
      show({ kind: 'none' })
    },
    ended() {
      settled()
      if (keeper === 'seat') local.ended()
      // One that began without the desk may have been asked for there, too.
      const there = desk.place()
      if (there?.kind === 'waiting' || there?.kind === 'offered') void desk.tell('withdrawn')
      else if (keeper === 'desk' || there?.kind === 'away') void desk.tell('ended')
      if (keeper === 'desk') show({ kind: 'none' })
    },
    subscribe(listener) {
      listeners.add(listener)
      listener(shown)
      return () => void listeners.delete(listener)
    },
  }
}

function isSame(one: BreakPlace, other: BreakPlace): boolean {
  return one.kind === other.kind && (one.kind !== 'waiting' || other.kind !== 'waiting' || one.place === other.place)
}
