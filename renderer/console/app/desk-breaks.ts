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

/**
 * Who keeps the line, and what the desk has been asked for and has not answered yet. A place that is free is taken at once by whoever asks.
 *
 * ```
 * desk: idle --ask--> asking --(offered)--> taking --(away | waiting | no)--> idle
 *          +--take-------------------------^
 * desk --(away, or silent for too long)--> seat --(back, and no break goes on)--> desk: idle
 * ```
 */
type Keeper = { readonly kind: 'desk'; readonly wish: 'idle' | 'asking' | 'taking' } | { readonly kind: 'seat' }

const idle: Keeper = { kind: 'desk', wish: 'idle' }

/** Breaks in the hotline's line; with the desk away, the seat's own. */
export function createDeskBreaks({ desk, local, timers, onUncounted }: DeskBreaksParts): BreakQueue {
  const listeners = new Set<(place: BreakPlace) => void>()
  let keeper: Keeper = idle
  let shown: BreakPlace = { kind: 'none' }
  let patience = { cancel: () => undefined as void }

  function show(place: BreakPlace): void {
    shown = place
    for (const listener of [...listeners]) listener(place)
  }

  const wish = () => (keeper.kind === 'desk' ? keeper.wish : 'idle')

  function settled(): void {
    if (keeper.kind === 'desk') keeper = idle
    patience.cancel()
  }

  function alone(): void {
    settled()
    keeper = { kind: 'seat' }
    local.ask()
    local.take()
    onUncounted()
  }

  function tell(step: 'asked' | 'taken'): void {
    keeper = { kind: 'desk', wish: step === 'taken' ? 'taking' : 'asking' }
    patience.cancel()
    patience = timers.after(patienceMs, alone)
    void desk.tell(step).then((told) => {
      if (told || wish() === 'idle' || desk.place() === null) return
      // Too late by the desk's clock: whose turn it is now, the desk says.
      settled()
      show(desk.place() ?? { kind: 'none' })
    })
  }

  function hear(): void {
    const place = desk.place()
    if (place === null) return
    if (keeper.kind === 'seat') {
      if (shown.kind === 'away') return
      keeper = idle
    }
    if (wish() !== 'idle') {
      if (place.kind === 'none') return
      if (place.kind === 'offered') {
        if (wish() === 'asking') tell('taken')
        return
      }
      settled()
    }
    if (!isSame(place, shown)) show(place)
  }

  local.subscribe((place) => {
    if (keeper.kind === 'seat') show(place)
  })
  desk.onChange(hear)
  hear()

  return {
    ask() {
      if (desk.place() === null) {
        patience.cancel()
        keeper = { kind: 'seat' }
        local.ask()
        return onUncounted()
      }
      if (keeper.kind === 'seat') keeper = idle
      if (shown.kind === 'waiting') return
      tell('asked')
    },
    take() {
      if (keeper.kind === 'seat') return local.take()
      tell('taken')
    },
    withdraw() {
      if (keeper.kind === 'seat') return local.withdraw()
      settled()
      void desk.tell('withdrawn')
      show({ kind: 'none' })
    },
    ended() {
      settled()
      if (keeper.kind === 'seat') local.ended()
      // One that began without the desk may have been asked for there, too.
      const there = desk.place()
      if (there?.kind === 'waiting' || there?.kind === 'offered') void desk.tell('withdrawn')
      else if (keeper.kind === 'desk' || there?.kind === 'away') void desk.tell('ended')
      if (keeper.kind === 'desk') show({ kind: 'none' })
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
