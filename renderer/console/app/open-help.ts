import type { StoreApi } from 'zustand/vanilla'
import type { CallId } from '../../../shared/calls/call'
import type { LineError, PhoneLine } from '../../../shared/calls/phone-line'
import type { BookInUse } from '../../../shared/desk-book/book-in-use'
import type { DutyContact } from '../../../shared/help/duty-list'
import { emergencyDial, type EmergencyService } from '../../../shared/help/emergency-number'
import type { Notifier } from '../../../shared/help/notifier'
import type { Recording } from '../../../shared/help/recording'
import type { HandPort } from '../../../shared/help/silent-help'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { Result } from '../../../shared/lib/result'
import { callAtWork } from '../../../shared/queue/agent-state'
import type { Settings } from '../../../shared/settings/settings'
import { phoneOfNotice } from '../../../shared/desk-book/unit-duty'
import type { PlaceFields } from '../../../shared/tickets/dispatch/work-place'
import type { Severity } from '../../../shared/tickets/tags/levels'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { Seat } from '../seat/seat'
import type { Catalogue } from './catalogue'
import { createDutyNow } from './duty-now'
import { followRedRest } from './follow-red-rest'
import type { KeptRed } from './kept-red'
import type { NoteHelp } from './note-help'
import { createRaisedHand, type RaisedHandDesk } from './raised-hand'
import { redFacts, redNotices, type RedFacts } from './red-facts'
import { createRestAfterRed, type RestAfterRed } from './rest-after-red'
import { createRedHelpDesk, type RedHelpDesk } from './red-help-desk'

interface HelpParts {
  readonly line: Pick<PhoneLine, 'execute' | 'snapshot'>
  readonly seat: Seat
  readonly keeper: DraftKeeper
  readonly settings: StoreApi<Settings>
  readonly book: StoreApi<BookInUse>
  readonly catalogue: Catalogue
  readonly clock: Clock
  readonly timers: Timers
  readonly isPractice: boolean
  readonly homeArea: string
  readonly note: NoteHelp
  /** The call for help that an earlier page of this seat has left. */
  readonly kept: KeptRed
  /** Who is told beside the telephone. */
  readonly notifier: Notifier
  /** Who keeps the recording of a call under RED. */
  readonly recording: Recording
  /** Where a raised hand goes. */
  readonly handPort: HandPort
  /** Says what the line did not do. */
  report(result: Promise<Result<void, LineError>>): void
  severityOf(callId: CallId): Severity | null
  /** How many leads but this person sit at the desk now, as far as is known. */
  otherLeads(): number
  /** Puts the end of a rest on the timeline of the call that it was for. */
  noteRestEnd(note: string): void
}

export interface Help {
  readonly red: RedHelpDesk
  readonly hand: RaisedHandDesk
  /** Whom this seat rings under RED, in this order. */
  dutyNow(): readonly DutyContact[]
  readonly rest: RestAfterRed
  /** What to dial so that somebody who has to hear of a RED does. */
  noticePhone(code: string, place: PlaceFields): string | null
  emergencyNumber(service: EmergencyService): string
  /** What whoever helps with that call has to know. */
  factsOf(callId: CallId | null): RedFacts
  /** Whether somebody has confirmed that it is RED. */
  isConfirmed(callId: CallId): boolean
  /** What is written for that call so far. */
  textOf(callId: CallId | null): string
}

/** RED help, 举手 and the rest after RED. */
export function openHelp(parts: HelpParts): Help {
  const { seat, keeper, catalogue, clock, isPractice, homeArea, note } = parts
  const draftOf = (callId: CallId | null) => (callId === null ? undefined : keeper.all().find((kept) => kept.draft.call.callId === callId)?.draft)
  const factsOf = (callId: CallId | null) => {
    const { callers } = seat.store.getState()
    const draft = draftOf(callId)
    return redFacts(draft ?? null, (callId === null ? undefined : callers.get(callId))?.identity ?? null, catalogue, homeArea)
  }
  // No practice shows a number of the book.
  const noticePhone = (code: string, place: PlaceFields) => (isPractice ? null : phoneOfNotice(code, place, parts.book.getState(), clock.now()))
  const dutyNow = createDutyNow({ ...parts, isRinging: () => red.store.getState().help.kind !== 'none' })
  const isConfirmed = (callId: CallId) => parts.severityOf(callId) === 'RED'
  const red: RedHelpDesk = createRedHelpDesk({
    ...parts,
    contacts: dutyNow,
    notices: (callId) => redNotices(factsOf(callId), catalogue, noticePhone),
    isConfirmed,
  })
  const callOfAgent = () => callAtWork(seat.store.getState().agent)
  followRedRest({ seat, keeper, clock, isRed: isConfirmed })
  return {
    red,
    dutyNow,
    factsOf,
    isConfirmed,
    textOf(callId) {
      const { description, demand, note: noted } = draftOf(callId)?.values ?? {}
      return [description, demand, noted].filter(Boolean).join('\n')
    },
    hand: createRaisedHand({ port: parts.handPort, clock, isPractice, callAtWork: callOfAgent, note }),
    noticePhone,
    rest: createRestAfterRed({ ...parts, noteEnd: parts.noteRestEnd }),
    emergencyNumber(service) {
      const { help } = red.store.getState()
      const { area } = factsOf(help.kind === 'none' ? callOfAgent() : help.callId)
      return emergencyDial(service, area.kind === 'elsewhere' ? area.areaCode : null, homeArea)
    },
  }
}
