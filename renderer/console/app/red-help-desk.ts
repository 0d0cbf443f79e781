import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallId } from '../../../shared/calls/call'
import type { LineSnapshot, PhoneLine } from '../../../shared/calls/phone-line'
import type { DutyContact } from '../../../shared/help/duty-list'
import type { Notice, NoticeOutcome, Notifier } from '../../../shared/help/notifier'
import type { Recording, RecordingOutcome } from '../../../shared/help/recording'
import { nextRedHelp, noRedHelp, redHelpSteps, undoMs, type DutyPlan, type RedHelp, type RedHelpEvent } from '../../../shared/help/red-help'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { callAtWork } from '../../../shared/queue/agent-state'
import type { Seat } from '../seat/seat'
import { callById, liveCall } from '../seat/seat-store'
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
  /** That lead has come into the talk. */
  joined(by: string): void
  close(): void
  dispose(): void
}

export interface RedHelpView {
  readonly help: RedHelp
  /** What became of each notice, by its code; what no adapter takes is done by hand. */
  readonly notices: Readonly<Record<string, NoticeOutcome['kind']>>
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
  note: NoteHelp
}

/** The call that is helped with: the one at work, else the one that the screen is about. */
function callOfHelp({ seat }: Pick<RedHelpPorts, 'seat'>): CallId | null {
  const { agent, draftOfCall, draftOnStage } = seat.store.getState()
  const onStage = [...draftOfCall].find(([, draftId]) => draftId === draftOnStage)?.[0]
  return callAtWork(agent) ?? onStage ?? ('callId' in agent ? agent.callId : null)
}

export function createRedHelpDesk(ports: RedHelpPorts): RedHelpDesk {
  const { line, seat, clock, timers } = ports
  const store = createStore<RedHelpView>(() => ({ help: noRedHelp, notices: {}, recording: null }))
  let undoTimer: { cancel(): void } | null = null
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
      undoTimer = timers.after(undoMs, () => tell({ kind: 'undo-over', at: clock.now() }))
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
    for (const notice of ports.notices(callId)) {
      // A drill sends nothing either.
      const told = drill ? Promise.resolve<NoticeOutcome>({ kind: 'by-hand' }) : ports.notifier.notify(notice)
      void told.then(({ kind }) => store.setState(({ notices }) => ({ notices: { ...notices, [notice.code]: kind } })))
    }
    const queueCallId = callId === null ? null : (callById(line.snapshot(), callId)?.offer.queueCallId ?? null)
    const kept = drill ? Promise.resolve<RecordingOutcome>({ kind: 'by-hand' }) : ports.recording.keep(queueCallId)
    void kept.then(({ kind }) => store.setState({ recording: kind }))
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

  async function addToCall(number: string): Promise<void> {
    const begun = liveCall(line.snapshot()) === null ? await seat.dial(number) : await seat.consult(number)
    if (!begun.ok) tell({ kind: 'emergency-failed', number, at: clock.now() })
  }

  /** Once the emergency service has answered, all three talk. */
  const unsubscribe = seat.store.subscribe(({ line: now }, { line: before }) => {
    const { help } = store.getState()
    if (now === before || help.kind !== 'under-way' || help.emergency.kind !== 'dialling') return
    const { number } = help.emergency
    const wasAsked = dialledCall(before)
    const asked = wasAsked === null ? null : callById(now, wasAsked)
    if (asked?.state === 'live' && callById(before, asked.id)?.state === 'dialling') {
      if (now.consultation?.consultId === asked.id) void seat.join()
      tell({ kind: 'emergency-joined', number, at: clock.now() })
    } else if (wasAsked !== null && (asked === null || asked.state === 'ended')) {
      tell({ kind: 'emergency-failed', number, at: clock.now() })
    }
  })

  function plan(drill: boolean): DutyPlan {
    if (drill) return { kind: 'by-hand', why: 'drill' }
    const contacts = ports.contacts().length
    if (contacts === 0) return { kind: 'by-hand', why: 'no-list' }
    return line.snapshot().registration.state === 'registered' ? { kind: 'ring', contacts } : { kind: 'by-hand', why: 'no-line' }
  }

  return {
    store,
    press() {
      const drill = ports.isPractice || line.snapshot().capabilities.practice
      tell({ kind: 'pressed', at: clock.now(), callId: callOfHelp(ports), drill, plan: plan(drill) })
    },
    undo: () => tell({ kind: 'undone', at: clock.now() }),
    dialEmergency(number) {
      const { help } = store.getState()
      if (help.kind !== 'under-way') return
      tell({ kind: 'emergency-dialled', number, at: clock.now() })
      // A drill never dials out: what would have been dialled stands there.
      if (store.getState().help !== help && !help.drill) void addToCall(number)
    },
    otherPhone: () => tell({ kind: 'emergency-other-phone', at: clock.now() }),
    tick: (row) => tell({ kind: 'ticked', row, at: clock.now() }),
    accepted: (by) => tell({ kind: 'accepted', by, at: clock.now() }),
    joined: (by) => tell({ kind: 'joined', by, at: clock.now() }),
    close: () => tell({ kind: 'closed', at: clock.now() }),
    dispose() {
      undoTimer?.cancel()
      unsubscribe()
    },
  }
}

const retryMs = 3_000

function dialledCall({ calls }: LineSnapshot): CallId | null {
  return calls.find((call) => call.state === 'dialling')?.id ?? null
}
