import type { WallKind } from '../../../shared/ipc/values'
import type { Result } from '../../../shared/lib/result'
import type { LineError } from '../../../shared/calls/phone-line'
import type { Call, CallId } from '../../../shared/calls/call'
import type { Clock, SteadyMs } from '../../../shared/lib/clock'
import type { Seat } from '../seat/seat'
import type { Draft } from '../../../shared/tickets/draft'
import type { Warning } from '../../../shared/tickets/warnings'
import { callAtWork, chosenState, readyNext } from '../../../shared/queue/agent-state'
import type { WrapUpPolicy } from '../../../shared/queue/wrap-up-policy'
import { callBackTarget } from '../seat/call-back'
import { callById, callerCall, callWithoutCaller, callInHand, callOfMatters, isConsulted, liveCall, liveCallOfDraft, liveCalls, ringingCall, type LiveCall } from '../seat/seat-store'
import type { ChosenNumber } from './call-list'
import type { PickedPlace } from './pick-by-place'
import { commandList, type CommandId } from './command-list'
import type { EmergencyService } from '../../../shared/help/emergency-number'
import { mayDialEmergency } from '../../../shared/help/red-help'
import type { BreakDesk } from './break-desk'
import type { DroppedRed } from './dropped-red'
import type { FloorKeys } from './floor-keys'
import type { RaisedHandDesk } from './raised-hand'
import type { RedHelpDesk } from './red-help-desk'
import type { Reveals } from './reveals'
import type { StageHandle } from './stage-handle'
import { showToast, type Overlay, type ViewStore } from './view-store'

/** What a command does and when; buttons, keys and the menu ask the same. */
export interface CommandHandler {
  enabled(): boolean
  perform(): void
}

export type Commands = Readonly<Record<CommandId, CommandHandler>>

export interface CommandPorts {
  readonly seat: Seat
  readonly view: ViewStore
  readonly clock: Clock
  readonly steadyMs: SteadyMs
  /** The form on the stage; null while no draft is in hand. */
  stage(): StageHandle | null
  /** Whether the call is RED by what is known of it. */
  isRed(callId: CallId): boolean
  /** The draft in the middle of the screen. */
  draftOnStage(): Draft | null
  /** The call or order that stands chosen in a list, as a number to dial; null when there is none. */
  chosenNumber(): ChosenNumber | null
  /** What of that is masked, and whether it is shown in full now. */
  readonly reveals: Pick<Reveals, 'store' | 'hide'>
  /** Whether this person's orders are taken. */
  readonly mayWrite: boolean
  /** Begins a call that no line of this seat carries. */
  enterManually(): void
  /** Whether this person may take orders out as a file. */
  mayExport(): boolean
  /** Says who is on the line, for the call that rings or else the draft in hand. */
  pick(place: PickedPlace): void
  /** Opens the wall in a window of its own. */
  openWall(view: WallKind): void
  /** Locks the seat, or says why it cannot be. */
  lock(): void
  /** What follows a call of that queue. */
  wrapUpPolicy(queue: string | null): WrapUpPolicy
  readonly breaks: Pick<BreakDesk, 'store' | 'take' | 'withdraw'>
  readonly red: Pick<RedHelpDesk, 'store' | 'press' | 'undo' | 'dialEmergency'>
  /** Whose RED call has dropped and may be called back though nothing of it is on the stage. */
  readonly dropped: Pick<DroppedRed, 'isFirst' | 'callBack'>
  readonly hand: Pick<RaisedHandDesk, 'store' | 'lower'>
  /** What comes from the other seats of the floor, and goes to them. */
  readonly floorKeys: FloorKeys
  /**
   * The turn of the shift: whether whoever is here is in a state at all, whether the agent may be ready yet, and whether somebody decides
   * over approvals here.
   */
  readonly shift: { hasStates(): boolean; mayBeReady(): boolean; decides(): boolean }
  /** What reaches that service at the place of the call. */
  emergencyNumber(service: EmergencyService): string
}

/** How long the question before hanging up waits for its answer, which is the same key again. */
export const hangUpAnswerMs = 3_000

/** With something lying over the screen only the call and the way out act: nobody submits a form that is covered. */
export function mayAct(id: CommandId, overlay: Overlay): boolean {
  const group = commandList.find((command) => command.id === id)?.group
  return overlay === null || group === 'call' || group === 'view'
}

/** Whether a command would act now; what would not is grey in a menu. */
export function canAct(id: CommandId, commands: Commands, overlay: Overlay): boolean {
  return mayAct(id, overlay) && commands[id].enabled()
}

/** Does what a key or an item of the system's menu asks for, where it can be done now. */
export function act(id: CommandId, commands: Commands, view: ViewStore): void {
  if (canAct(id, commands, view.getState().overlay)) commands[id].perform()
}

/** A choice from a list of commands that lies over the screen: the list goes, then the command acts as its key would. */
export function actFromList(id: CommandId, commands: Commands, view: ViewStore): void {
  view.setState({ overlay: null })
  act(id, commands, view)
}

/** Says what the line did not do. */
export function reportLine(view: ViewStore, result: Promise<Result<void, LineError>>): void {
  void result.then((settled) => {
    if (settled.ok) return
    const { code, sipCode } = settled.error
    // The end of that call has said it already, with what it means for the caller.
    if (code === 'refused-by-pbx' && view.getState().toast?.key.startsWith('seat.consult.') === true) return
    if (code === 'refused-by-pbx' && sipCode === undefined) showToast(view, 'warn', 'seat.problem.refused-without-code')
    else showToast(view, 'warn', `seat.problem.${code}`, { code: sipCode ?? '' })
  })
}

/** Answered, and not on the way to somebody else. */
function isHere(call: Call | null): boolean {
  return call?.state === 'live' && call.goesTo === undefined
}

/** Binds the command list to the seat, the view and the form on the stage. */
export function createCommands({ seat, view, clock, steadyMs, stage, draftOnStage, pick, isRed, chosenNumber, reveals, mayWrite, enterManually, mayExport, openWall, lock, wrapUpPolicy, breaks, red, dropped, hand, shift, emergencyNumber, floorKeys }: CommandPorts): Commands {
  const state = () => seat.store.getState()
  const report = (result: Promise<Result<void, LineError>>) => reportLine(view, result)
  // Nobody is picked from a list that is not on the screen.
  const picking = (place: PickedPlace): CommandHandler => ({
    enabled: () => ringingCall(state().line) !== null || stage() !== null,
    perform: () => pick(place),
  })
  const always = () => true
  const isReachable = (draft: Draft | null) =>
    draft !== null && callBackTarget(draft, state().callers.get(draft.call.callId as CallId), isRed(draft.call.callId as CallId)) !== null
  const onStage = (perform: (handle: StageHandle) => void): CommandHandler => ({
    enabled: () => stage() !== null,
    perform: () => {
      const handle = stage()
      if (handle !== null) perform(handle)
    },
  })
  let asked: { readonly callId: CallId; readonly at: number } | null = null
  /** What a slip of the finger must not do: leave a caller in danger alone, or cut off two who still talk. */
  const questionBefore = (call: LiveCall) => {
    if (state().line.consultation?.joinedBy === 'line') return 'seat.joinedHangUp'
    return isRed(call.id) ? 'seat.redHangUp' : null
  }
  /** Who means it presses once more, and is never held up longer. */
  const isMeant = () => {
    const call = callInHand(state().line)
    const question = call?.state === 'live' ? questionBefore(call) : null
    if (call === null || question === null) return true
    const isAnswer = asked?.callId === call.id && steadyMs() - asked.at <= hangUpAnswerMs
    asked = isAnswer ? null : { callId: call.id, at: steadyMs() }
    if (!isAnswer) showToast(view, 'warn', question, {}, hangUpAnswerMs)
    // Answered, the question is over at once.
    else view.setState(({ toast }) => (toast?.key === question ? { toast: null } : {}))
    return isAnswer
  }
  /** Whoever is asked about the caller, once that one has answered. */
  const consulted = () => {
    const { line } = state()
    return liveCalls(line).some(({ id }) => isConsulted(line, id)) ? line.consultation : null
  }
  /** Out of a room nobody is put through: whoever is asked comes in, and the agent leaves. */
  const mayLeaveTo = (callerId: CallId | undefined) => {
    const caller = callerId === undefined ? null : callById(state().line, callerId)
    return caller?.state === 'live' && caller.room === null
  }
  const mayAsk = () => {
    const { line, agent } = state()
    const { blindTransfer, attendedTransfer } = line.capabilities
    return line.consultation === null && (blindTransfer || attendedTransfer) && isHere(callerCall(line, callAtWork(agent)))
  }
  /** Only to somebody who still hears it. */
  const warning = (kind: Warning['kind']): CommandHandler => ({
    enabled: () => {
      const draft = draftOnStage()
      const call = draft === null ? null : liveCallOfDraft(state(), state().line, draft)
      return stage() !== null && call?.hold === 'off' && isHere(call)
    },
    perform: () => stage()?.warn(kind),
  })
  const isWrapUp = () => state().agent.kind === 'wrap-up'
  /** Away by choice now or after this call; a rest after RED has its own way to end. */
  const isAway = () => state().agent.kind !== 'red-rest' && chosenState(state().agent).kind !== 'ready'
  const emergency = (service: EmergencyService): CommandHandler => ({
    enabled: () => mayDialEmergency(red.store.getState().help, emergencyNumber(service)),
    perform: () => red.dialEmergency(emergencyNumber(service)),
  })
  const mayAskForWrapUp = () => {
    const { agent, line } = state()
    return agent.kind === 'talking' && wrapUpPolicy(callById(line, agent.callId)?.offer.queue ?? null) === 'optional'
  }
  const overlay = (name: 'key-map' | 'search' | 'menu' | 'agent-state' | 'raise-hand' | 'export-unsent' | 'import-unsent' | 'export-orders'): CommandHandler => ({
    enabled: always,
    perform: () => view.setState(({ overlay: shown }) => ({ overlay: shown === name ? null : name })),
  })

  const going = (place: 'seat' | 'calls' | 'tickets' | 'knowledge' | 'settings'): CommandHandler => ({
    enabled: always,
    perform: () => view.setState({ place, homePlace: place, overlay: null }),
  })

  return {
    answer: { enabled: () => ringingCall(state().line)?.state === 'ringing', perform: () => report(seat.answer()) },
    'hang-up': {
      enabled: () => callInHand(state().line) !== null,
      perform: () => {
        if (seat.hasJustTurned()) return
        if (callInHand(state().line)?.state === 'ringing') view.setState({ overlay: 'decline' })
        else if (isMeant()) report(seat.hangUp())
      },
    },
    decline: { enabled: () => ringingCall(state().line)?.state === 'ringing', perform: () => view.setState({ overlay: 'decline' }) },
    // Of three who are mixed here, one on hold would only be silence for the others.
    hold: { enabled: () => isHere(liveCall(state().line)) && state().line.consultation?.joinedBy !== 'line', perform: () => report(seat.toggleHold()) },
    mute: { enabled: () => isHere(liveCall(state().line)), perform: () => report(seat.toggleMute()) },
    'dial-pad': {
      enabled: () => isHere(liveCall(state().line)),
      perform: () => view.setState(({ overlay: shown }) => ({ overlay: shown === 'dial-pad' ? null : 'dial-pad' })),
    },
    dialler: {
      enabled: () => mayAsk() || (callInHand(state().line) === null && state().line.capabilities.dial),
      perform: () => view.setState(({ overlay: shown }) => ({ overlay: shown === 'dialler' ? null : 'dialler' })),
    },
    swap: { enabled: () => liveCalls(state().line).length > 1 && state().line.consultation?.joinedBy == null, perform: () => report(seat.swap()) },
    'complete-transfer': { enabled: () => consulted()?.joinedBy !== 'pbx' && mayLeaveTo(consulted()?.callId), perform: () => report(seat.completeTransfer()) },
    join: {
      enabled: () => consulted()?.joinedBy === null && state().line.capabilities.conference !== 'none',
      perform: () => report(seat.join()),
    },
    'call-back': {
      enabled: () => (callInHand(state().line) === null || callWithoutCaller(state().line) !== null) && (dropped.isFirst() || isReachable(draftOnStage())),
      perform: () => {
        if (dropped.isFirst()) return report(dropped.callBack())
        const draft = draftOnStage()
        if (draft !== null) report(seat.callBack(draft, isRed(draft.call.callId as CallId)))
      },
    },
    // Only from a list: a key that dials whoever was last would call by a slip of the finger.
    redial: {
      enabled: () => ['calls', 'tickets'].includes(view.getState().place) && callInHand(state().line) === null && chosenNumber() !== null,
      perform: () => {
        const chosen = chosenNumber()
        if (chosen !== null) report(seat.dial(chosen.number, chosen.orders))
      },
    },
    // Where the queue leaves the wrap-up to the agent, the same key asks for one while the call goes on.
    'finish-wrap-up': {
      enabled: () => isWrapUp() || mayAskForWrapUp(),
      perform: () => {
        const { agent } = state()
        if (agent.kind === 'talking') seat.tell({ kind: 'wrap-up-asked', wanted: !agent.wantsWrapUp, at: clock.now() })
        else seat.tell({ kind: 'wrap-up-done', at: clock.now() })
      },
    },
    'toggle-break': {
      enabled: shift.hasStates,
      perform: () => {
        const { kind } = breaks.store.getState().place
        if (kind === 'offered') breaks.take()
        else if (kind === 'waiting') breaks.withdraw()
        else if (isAway()) {
          if (shift.mayBeReady()) seat.tell({ kind: 'state-chosen', next: readyNext, at: clock.now() })
        }
        else view.setState(({ overlay: shown }) => ({ overlay: shown === 'agent-break' ? null : 'agent-break' }))
      },
    },
    'agent-state': { ...overlay('agent-state'), enabled: shift.hasStates },
    // The keyboard stays where it is: what the caller says goes on being written.
    'red-help': { enabled: shift.hasStates, perform: () => red.press() },
    'red-undo': { enabled: () => red.store.getState().help.kind === 'asked', perform: () => red.undo() },
    'red-110': emergency('110'),
    'red-120': emergency('120'),
    'raise-hand': {
      enabled: shift.hasStates,
      perform: () => {
        if (hand.store.getState().hand.kind === 'down') overlay('raise-hand').perform()
        else hand.lower()
      },
    },
    ...floorKeys,
    'shift-check': { enabled: () => callInHand(state().line) === null, perform: () => view.setState({ overlay: 'shift-check' }) },
    'pick-1': picking(0),
    'pick-2': picking(1),
    'pick-3': picking(2),
    'pick-none': picking('new-person'),
    'pick-someone-else': picking('someone-else-here'),
    'pick-anonymous': picking('anonymous'),
    'pick-again': picking(null),
    merge: onStage((handle) => handle.merge()),
    'request-type': onStage((handle) => handle.focus('request-type')),
    category: onStage((handle) => handle.focus('category')),
    description: onStage((handle) => handle.focus('description')),
    emotion: onStage((handle) => handle.focus('emotion')),
    'no-risk': onStage((handle) => handle.press('no-risk')),
    'add-risk': onStage((handle) => handle.press('add-risk')),
    confidential: onStage((handle) => handle.press('confidential')),
    'more-fields': onStage((handle) => handle.press('more-fields')),
    'next-action': onStage((handle) => handle.nextAction()),
    'suggestion-yes': onStage((handle) => handle.answerSuggestion('yes')),
    'suggestion-no': onStage((handle) => handle.answerSuggestion('no')),
    'insert-answer': onStage((handle) => handle.insertAnswer()),
    'next-script': onStage((handle) => handle.nextScript()),
    'warn-abuse': warning('abuse'),
    'warn-obscene': warning('obscene'),
    submit: onStage((handle) => handle.submit()),
    'answer-directly': onStage((handle) => handle.answerDirectly()),
    'another-order': { enabled: () => callOfMatters(state()) !== null, perform: () => void seat.openAnother() },
    'manual-call': { enabled: () => mayWrite && liveCall(state().line) === null, perform: () => enterManually() },
    'keep-for-later': onStage((handle) => handle.keepForLater()),
    'go-seat': going('seat'),
    'go-tickets': going('tickets'),
    'go-knowledge': going('knowledge'),
    'go-settings': going('settings'),
    'go-calls': going('calls'),
    'go-shift': { enabled: always, perform: () => view.setState({ place: 'shift', homePlace: 'shift', overlay: null, shiftTab: 'briefing' }) },
    'hand-over': { enabled: always, perform: () => view.setState({ place: 'shift', homePlace: 'shift', overlay: null, shiftTab: 'sheet' }) },
    'go-approvals': { enabled: shift.decides, perform: () => view.setState({ place: 'approvals', homePlace: 'approvals', overlay: null }) },
    'lead-wall': { enabled: always, perform: () => openWall('lead') },
    'room-wall': { enabled: always, perform: () => openWall('room') },
    lock: { enabled: always, perform: lock },
    search: overlay('search'),
    outbox: {
      enabled: always,
      perform: () => {
        view.setState(({ rightTab }) => ({ rightTab: rightTab === 'outbox' ? 'reference' : 'outbox', isOutboxAsked: true }))
      },
    },
    'export-unsent': overlay('export-unsent'),
    'import-unsent': overlay('import-unsent'),
    'export-orders': { ...overlay('export-orders'), enabled: mayExport },
    reveal: {
      enabled: () => (reveals.store.getState().offered?.parts.length ?? 0) > 0,
      perform: () => {
        if (reveals.store.getState().shownUntil === null) view.setState(({ overlay: shown }) => ({ overlay: shown === 'reveal' ? null : 'reveal' }))
        else reveals.hide()
      },
    },
    'key-map': overlay('key-map'),
    menu: overlay('menu'),
  }
}
