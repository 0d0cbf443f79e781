import type { StoreApi } from 'zustand/vanilla'
import type { CallId } from '../../../shared/calls/call'
import { longestOnFloor } from '../../../shared/floor/floor-lengths'
import type { FloorBody } from '../../../shared/floor/floor-signal'
import type { RedNoticeWish } from '../../../shared/desk-api/red-notices'
import type { NoticeOutcome, Notifier } from '../../../shared/help/notifier'
import type { RedHelp } from '../../../shared/help/red-help'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { NewId } from '../../../shared/lib/uuid-v7'
import { longestText } from '../../../shared/tickets/fields/field-lengths'
import { atMostEvery } from './at-most-every'
import type { KeptRed } from './kept-red'
import type { RedFacts } from './red-facts'

/** What this seat tells the leads of its calls for help. */
export interface RedOnFloor {
  /** The call for help that is under way here; null while none is. */
  current(): string | null
  /** A call under RED has ended without anybody's will: its number goes to the leads, pressed or not. */
  dropped(callId: CallId): void
  /** Tells the leads by the floor, and the others by message where the desk has a gateway; whoever is left is rung by hand. */
  readonly notifier: Notifier
}

export interface RedOnFloorParts {
  readonly red: StoreApi<{ readonly help: RedHelp }>
  readonly clock: Clock
  readonly timers: Timers
  readonly newId: NewId
  readonly isPractice: boolean
  /** Under which name the leads know what an earlier page has told them. */
  readonly kept: Pick<KeptRed, 'found' | 'keepId'>
  factsOf(callId: CallId | null): RedFacts
  /** Somebody has confirmed that it is RED; a hint alone must not ring at every lead when a caller hangs up. */
  isConfirmed(callId: CallId): boolean
  /** What is written for that call so far. */
  textOf(callId: CallId | null): string
  queueCallIdOf(callId: CallId | null): string | null
  /** Calls after everything that is written. */
  onWritten(listener: () => void): void
  /** How many leads sit at the desk now, as far as is known. */
  leads(): number
  /** Whether the desk is there now. */
  isLive(): boolean
  /** Has the desk send a message to one who has to hear of it. */
  tellByMessage(wish: RedNoticeWish): Promise<NoticeOutcome>
  /** Goes on until the desk has it; resolves with whether it has. A waiting one of the same name is not sent any more. */
  tellLeads(body: FloorBody, replaces?: string): Promise<boolean>
}

/** Words come as they are typed; more often nobody can read. */
const wordsEveryMs = 500
/** Longer nobody waits for a desk that may be away: the row then says that it was not handed over. */
const tellWithinMs = 5_000
/** The code of the leads among those who have to hear of a RED. */
const leadsCode = 'DUTY_LEAD'

export function createRedOnFloor(parts: RedOnFloorParts): RedOnFloor {
  const { red, clock, timers, newId, tellLeads } = parts
  let current: { readonly redId: string; readonly callId: CallId | null; readonly told: Promise<boolean> } | null = taken()
  let lastWords = ''

  const known = (callId: CallId | null) => {
    const { place, number, name, redKind } = parts.factsOf(callId)
    return {
      place: (place ?? '').slice(0, longestOnFloor.place), number: (number ?? '').slice(0, longestOnFloor.number),
      who: (name ?? '').slice(0, longestOnFloor.name), redKind,
    }
  }

  function begin(help: Exclude<RedHelp, { kind: 'none' }>): void {
    const { callId, drill, at } = help
    const redId = newId()
    const told = tellLeads({ kind: 'red-pressed', redId, queueCallId: parts.queueCallIdOf(callId), drill, pressedAt: at, ...known(callId) })
    current = { redId, callId, told }
    parts.kept.keepId(redId)
    lastWords = ''
    tellWords()
  }

  /** Told already, by the page before this one. */
  function taken(): typeof current {
    const { help } = red.getState()
    const redId = parts.kept.found?.redId ?? null
    return redId === null || help.kind === 'none' ? null : { redId, callId: help.callId, told: Promise.resolve(true) }
  }

  /** Only what has changed: a lead reads with the agent's hands. */
  function tellWords(): void {
    if (current === null) return
    const { redId, callId } = current
    const body = { kind: 'red-words' as const, redId, text: parts.textOf(callId).slice(0, longestText.description), ...known(callId) }
    const words = JSON.stringify(body)
    if (words === lastWords) return
    lastWords = words
    void tellLeads(body, `words ${redId}`)
  }
  parts.onWritten(atMostEvery(wordsEveryMs, timers, tellWords))

  red.subscribe(({ help }, { help: before }) => {
    if (help.kind === before.kind) return
    if (before.kind === 'none' && help.kind !== 'none') return begin(help)
    if (help.kind !== 'none' || current === null) return
    const { redId } = current
    current = null
    void tellLeads({ kind: before.kind === 'asked' ? 'red-undone' : 'red-closed', redId })
  })

  /** What the leads were not told of, the desk does not know either. */
  function hasBeenTold(told: Promise<boolean>): Promise<boolean> {
    const tooLong = new Promise<boolean>((resolve) => void timers.after(tellWithinMs, () => resolve(false)))
    return Promise.race([told, tooLong])
  }

  return {
    current: () => current?.redId ?? null,
    dropped(callId) {
      const isHelped = current?.callId === callId
      if (!isHelped && !parts.isConfirmed(callId)) return
      const redId = isHelped && current !== null ? current.redId : newId()
      void tellLeads({ kind: 'red-dropped', redId, queueCallId: parts.queueCallIdOf(callId), drill: parts.isPractice, droppedAt: clock.now(), ...known(callId) })
    },
    notifier: {
      async notify({ code }) {
        if (current === null) return { kind: 'by-hand' }
        const { redId, callId, told } = current
        if (code === leadsCode) {
          if (parts.leads() === 0) return { kind: 'by-hand' }
          return (await hasBeenTold(told)) ? { kind: 'handed-over', to: 'leads', at: clock.now() } : { kind: 'failed' }
        }
        if (!parts.isLive() || !(await hasBeenTold(told))) return { kind: 'by-hand' }
        const { placeFields: { work_district, work_street }, orderNumber } = parts.factsOf(callId)
        return parts.tellByMessage({ redId, code, orderNumber, place: { ...(work_district === undefined ? {} : { work_district }), ...(work_street === undefined ? {} : { work_street }) } })
      },
    },
  }
}
