import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallId } from '../../../shared/calls/call'
import type { LineError, PhoneLine } from '../../../shared/calls/phone-line'
import type { DutyContact } from '../../../shared/help/duty-list'
import type { HelpStepCode } from '../../../shared/help/help-step'
import type { Notice, NoticeOutcome, Notifier } from '../../../shared/help/notifier'
import type { Recording, RecordingOutcome } from '../../../shared/help/recording'
import { mayDialEmergency, nextRedHelp, noRedHelp, redHelpSteps, undoMs, type DutyPlan, type RedHelp, type RedHelpEvent } from '../../../shared/help/red-help'
import { epochMs, type Clock, type Timers } from '../../../shared/lib/clock'
import type { Result } from '../../../shared/lib/result'
import { callAtWork } from '../../../shared/queue/agent-state'
import type { Seat } from '../seat/seat'
import { callById } from '../seat/seat-store'
import { createEmergencyCall } from './emergency-call'
import type { KeptRed } from './kept-red'
import type { NoteHelp } from './note-help'

/** The help key of this seat: nothing of it needs a desk, and a press is on the screen at once. */
export interface RedHelpDesk {
  readonly store: StoreApi<RedHelpView>
  press(): void
  undo(): void
  /** Adds 110 or 120 to the call, by the number of the place. The key itself says that the caller was told. */
  dialEmergency(number: string): void
  otherPhone(): void
  tick(row: string): void
  /** A lead has taken the responsibility. */
  accepted(by: string): void
  /** A lead has come into the talk; noted on the order of a RED call also where nobody has pressed the key. */
  joined(by: string): void
  left(by: string): void
  close(): void
  /** Whether somebody is being rung from here, or is about to be. */
  isRingingDuty(): boolean
  dispose(): void
}

export interface RedHelpView {
  readonly help: RedHelp
  /** What became of each notice, by its code; what no adapter takes is done by hand. */
  readonly notices: Readonly<Record<string, NoticeOutcome>>
  readonly recording: RecordingOutcome['kind'] | null
}

export interface RedHelpPorts {
  readonly line: Pick<PhoneLine, 'execute' | 'snapshot'>
  readonly seat: Pick<Seat, 'store' | 'consult' | 'dial' | 'join' | 'tell'>
  readonly clock: Clock
  readonly timers: Timers
  readonly notifier: Notifier
  readonly recording: Recording
  readonly isPractice: boolean
  contacts(): readonly DutyContact[]
  /** Who has to hear of that call. */
  notices(callId: CallId | null): readonly Notice[]
  /** Whether somebody has confirmed that it is RED. */
  isConfirmed(callId: CallId): boolean
  note: NoteHelp
  /** What outlives the page. */
  readonly kept: Pick<KeptRed, 'found' | 'keep'>
  /** Says what the line did not do. */
  report(result: Promise<Result<void, LineError>>): void
}

/** The call that is helped with: the one at work, else the one that the screen is about. */
function callOfHelp({ seat }: Pick<RedHelpPorts, 'seat'>): CallId | null {
  const { agent, draftOfCall, draftOnStage } = seat.store.getState()
  const onStage = [...draftOfCall].find(([, draftId]) => draftId === draftOnStage)?.[0]
  return callAtWork(agent) ?? onStage ?? ('callId' in agent ? agent.callId : null)
}

export function createRedHelpDesk(ports: RedHelpPorts): RedHelpDesk {
  const { line, seat, clock, timers } = ports
  const store = createStore<RedHelpView>(() => ports.kept.found?.view ?? { help: noRedHelp, notices: {}, recording: null })
  store.subscribe(ports.kept.keep)
  let undoTimer: { cancel(): void } | null = null
  /** Leads in the talk of a call that nobody has asked help for. */
  const unasked = new Map<string, CallId>()
  const nameOf = (index: number) => ports.contacts()[index]?.name ?? '—'

  function tell(event: RedHelpEvent): void {
    const before = store.getState().help
    const after = nextRedHelp(before, event)
    if (after === before) return
    store.setState(after.kind === 'none' ? { help: after, notices: {}, recording: null } : { help: after })
    const callId = before.kind === 'none' ? (after.kind === 'none' ? null : after.callId) : before.callId
    ports.note(callId, redHelpSteps(before, event, after, nameOf))
    act(before, after)
  }

  function act(before: RedHelp, after: RedHelp): void {
    if (before.kind === 'none' && after.kind === 'asked') {
      beginLater(after, undoMs)
    } else if (before.kind === 'asked') {
      undoTimer?.cancel()
      if (after.kind === 'under-way') begin(after)
    }
    if (after.kind === 'under-way' && after.duty.kind === 'ringing' && (before.kind !== 'under-way' || before.duty !== after.duty)) void ringDuty(after.duty.index)
    const isRung = after.kind === 'under-way' && after.duty.kind !== 'not-needed'
    if (before.kind === 'under-way' && before.duty.kind === 'ringing' && !isRung) void line.execute({ kind: 'stop-duty' })
  }

  function begin({ callId, drill }: Extract<RedHelp, { kind: 'under-way' }>): void {
    if (callId !== null) seat.tell({ kind: 'turned-red', callId, at: clock.now() })
    tellOthers(callId, drill)
    const queueCallId = callId === null ? null : (callById(line.snapshot(), callId)?.offer.queueCallId ?? null)
    const kept = drill ? Promise.resolve<RecordingOutcome>({ kind: 'by-hand' }) : ports.recording.keep(queueCallId)
    void kept.then(({ kind }) => store.setState({ recording: kind }))
  }

  /** Those of whom nobody knows yet whether they were told. */
  function tellOthers(callId: CallId | null, drill: boolean): void {
    const { notices: before } = store.getState()
    for (const notice of ports.notices(callId).filter(({ code }) => before[code] === undefined)) {
      // A drill sends nothing either.
      const told = drill ? Promise.resolve<NoticeOutcome>({ kind: 'by-hand' }) : ports.notifier.notify(notice)
      void told.then((outcome) => store.setState(({ notices }) => ({ notices: { ...notices, [notice.code]: outcome } })))
    }
  }

  function beginLater({ undoUntil }: Extract<RedHelp, { kind: 'asked' }>, delayMs: number): void {
    // The timer has counted the time; a clock that was set back meanwhile must not keep help away.
    undoTimer = timers.after(delayMs, () => tell({ kind: 'undo-over', at: epochMs(Math.max(clock.now(), undoUntil)) }))
  }

  /** The next one is rung as soon as this one is known not to answer. */
  async function ringDuty(index: number): Promise<void> {
    const contact = ports.contacts()[index]
    const rung = contact === undefined ? null : await line.execute({ kind: 'ring-duty', number: contact.number })
    if (rung?.ok === true) return tell({ kind: 'duty-answered', index, at: clock.now() })
    const isPassing = rung !== null && (rung.error.code === 'timed-out' || rung.error.code === 'refused-by-pbx')
    // A line that is gone refuses at once: the whole list must not be through in a blink.
    if (isPassing) tell({ kind: 'duty-not-reached', index, at: clock.now() })
    else timers.after(retryMs, () => tell({ kind: 'duty-not-reached', index, at: clock.now() }))
  }

  const emergency = createEmergencyCall({ line, seat, clock, tell, report: ports.report })

  /** What an earlier page of this seat has begun goes on where that one left it. */
  function takeUp(): void {
    const { help } = store.getState()
    if (help.kind === 'asked') return beginLater(help, Math.min(undoMs, Math.max(0, help.undoUntil - clock.now())))
    if (help.kind !== 'under-way') return
    whenHeard(() => {
      const now = store.getState()
      if (now.help.kind !== 'under-way') return
      tellOthers(now.help.callId, now.help.drill)
      if (!now.help.drill) emergency.takeUp(now.help.emergency, now.help.inCall)
      const { duty } = now.help
      if (duty.kind !== 'ringing') return
      // A ring that still goes on is the same one for the phone. What nobody has seen to for so long is begun anew by the key alone.
      if (Math.abs(clock.now() - duty.since) < takeUpWithinMs) void ringDuty(duty.index)
      else store.setState({ help: { ...now.help, duty: { kind: 'nobody', at: clock.now() } } })
    })
  }

  /** Before the phone has a word, what is asked of it is refused; a line that is gone is told by the ringing itself. */
  function whenHeard(goOn: () => void): void {
    const once = () => {
      heardTimer.cancel()
      leave()
      goOn()
    }
    const isThere = line.snapshot().registration.state === 'registered'
    const heardTimer = timers.after(isThere ? 0 : patienceMs, once)
    const leave = seat.store.subscribe(({ line: now }) => {
      if (now.registration.state === 'registered') once()
    })
  }

  function plan(drill: boolean): DutyPlan {
    if (drill) return { kind: 'by-hand', why: 'drill' }
    const contacts = ports.contacts().length
    if (contacts === 0) return { kind: 'by-hand', why: 'no-list' }
    return line.snapshot().registration.state === 'registered' ? { kind: 'ring', contacts } : { kind: 'by-hand', why: 'no-line' }
  }

  const isDrill = () => ports.isPractice || line.snapshot().capabilities.practice

  function noteUnasked(callId: CallId, code: HelpStepCode, by: string): void {
    ports.note(callId, [{ code, at: clock.now(), note: by.slice(0, 60), drill: isDrill() }])
  }

  takeUp()

  return {
    store,
    press() {
      const drill = isDrill()
      tell({ kind: 'pressed', at: clock.now(), callId: callOfHelp(ports), drill, plan: plan(drill) })
    },
    undo: () => tell({ kind: 'undone', at: clock.now() }),
    dialEmergency(number) {
      const { help } = store.getState()
      if (help.kind !== 'under-way' || !mayDialEmergency(help, number)) return
      // A drill never dials out: what would have been dialled stands there.
      if (help.drill) tell({ kind: 'emergency-dialled', number, at: clock.now() })
      else emergency.dial(number)
    },
    otherPhone: () => tell({ kind: 'emergency-other-phone', at: clock.now() }),
    tick: (row) => tell({ kind: 'ticked', row, at: clock.now() }),
    accepted: (by) => tell({ kind: 'accepted', by, at: clock.now() }),
    joined(by) {
      tell({ kind: 'joined', by, at: clock.now() })
      const callId = callOfHelp(ports)
      if (store.getState().help.kind !== 'none' || callId === null || !ports.isConfirmed(callId)) return
      unasked.set(by, callId)
      noteUnasked(callId, 'lead-joined', by)
    },
    left(by) {
      tell({ kind: 'left', by, at: clock.now() })
      const callId = unasked.get(by)
      if (callId !== undefined && unasked.delete(by)) noteUnasked(callId, 'lead-left', by)
    },
    close() {
      emergency.forget()
      tell({ kind: 'closed', at: clock.now() })
    },
    isRingingDuty() {
      const { help } = store.getState()
      return help.kind === 'asked' ? help.plan.kind === 'ring' : help.kind === 'under-way' && help.duty.kind === 'ringing'
    },
    dispose() {
      undoTimer?.cancel()
      emergency.dispose()
    },
  }
}

const retryMs = 3_000
/** A page that was loaded anew hears the phone well within this time. */
const patienceMs = 10_000
/** Longer than the list takes at a seat that is not locked meanwhile. */
const takeUpWithinMs = 10 * 60_000
