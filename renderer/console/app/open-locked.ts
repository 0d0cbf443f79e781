import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Call, CallId } from '../../../shared/calls/call'
import type { CallLog } from '../../../shared/calls/call-log'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Access, LockAlarm, StartInfo } from '../../../shared/ipc/values'
import type { EmergencyService } from '../../../shared/help/emergency-number'
import { noRedHelp } from '../../../shared/help/red-help'
import { handDown, type RaisedHand } from '../../../shared/help/silent-help'
import { epochMs } from '../../../shared/lib/clock'
import { err } from '../../../shared/lib/result'
import type { BreakPlace } from '../../../shared/queue/break-line'
import { defaultSettings, type Settings } from '../../../shared/settings/settings'
import { systemClock as clock, systemSteadyMs as steadyMs, systemTimers as timers } from '../../desk-client/system-time'
import { createRemoteLine } from '../phone/remote-line'
import { agentFoundLocked } from '../seat/agent-found'
import { recallLocked } from '../seat/remember-agent'
import { earlierCalls } from '../seat/call-log-line'
import { createDraftKeeper } from '../seat/draft-keeper'
import { keepQueueMembership } from '../seat/queue-membership'
import { createSeat, type Seat } from '../seat/seat'
import { commandList, type CommandId } from './command-list'
import { createCommands, type CommandHandler, type Commands } from './commands'
import { createDroppedRed, type DroppedCaller } from './dropped-red'
import { noFloorKeys } from './floor-keys'
import { followHeadset } from './follow-headset'
import { followRedCalls } from './follow-red-calls'
import { catalogueIn } from './follow-settings'
import { obeyWhileLocked } from './obey-locked'
import { keepSignedOutBy } from './signed-out-by'
import { createKeymap, printChord, type Keymap } from './keymap'
import { followLockedAlarm } from './locked-alarm'
import type { PhonePorts } from './receive-ports'
import type { RedHelpView } from './red-help-desk'
import type { RevealState } from './reveals'
import { wrapUpWhileLocked } from './seat-rules'
import { signalsTo } from './signals-to-main'
import { sendSignals } from '../seat/seat-signals'
import { systemNewId as newId } from './system-ports'
import { createViewStore, showToast, type ViewStore } from './view-store'

export type Locked = Extract<Access, { state: 'locked' }>

/** What a locked seat still does: the telephone, without anything that was ever written down. */
export interface LockedSeat {
  readonly seat: Seat
  readonly commands: Commands
  readonly view: ViewStore
  readonly keymap: Keymap
  readonly settings: Settings
  /** Whether another seat calls for help. */
  readonly alarm: StoreApi<{ readonly alarm: LockAlarm }>
  /** Of leads, which wait for whoever opens it. */
  readonly messages: StoreApi<{ readonly count: number }>
  isRed(callId: CallId): boolean
  /** Calls that were lost with their phone meanwhile: nobody but this page knows of them any more. */
  lost(): readonly Call[]
  /** Whose RED call has dropped meanwhile. */
  dropped(): DroppedCaller | null
  close(): void
}

export interface LockedParts {
  readonly lingxi: PageApi<'console'>
  readonly info: StartInfo
  readonly ports: PhonePorts
  readonly lock: Locked
}

const aDayMs = 24 * 3_600_000

const nothingLogged: CallLog = { write: () => Promise.resolve(), recent: () => Promise.resolve([]), ofNumber: () => Promise.resolve([]) }

/**
 * The same seat as that of a signed-in console, with nothing to look up and nowhere to write: it answers, holds and hangs up, tells
 * main of ring and call, and keeps the queue in step. No call is answered by itself: nobody may be there to hear it. What happens
 * meanwhile the phone remembers; the console that is opened by the password writes it down.
 */
export async function openLocked({ lingxi, info, ports, lock }: LockedParts): Promise<LockedSeat> {
  const loaded = await lingxi.settings()
  const settings = loaded.ok ? loaded.value : defaultSettings
  const { agent } = lock
  const wrapUp = wrapUpWhileLocked(info.mode === 'desk-shared', settings, localStorage)
  const wrapUpPolicy = (queue: string | null) => wrapUp(queue).policy
  const memory = { storage: sessionStorage, key: `agent:real:${agent.id}` }
  /** Without a line the queue says nothing, and the state is the one of before the lock. */
  const found = recallLocked(agentFoundLocked(epochMs(lock.since)), memory)
  const line = createRemoteLine({ clock, timers, newId, keepLostMs: aDayMs })
  const keeper = createDraftKeeper({ store: { save: () => Promise.resolve(err({ code: 'storage-failed' as const })) }, clock, timers })
  const seat = createSeat(
    {
      line, clock, steadyMs, timers, newId, practice: false, homeArea: info.homeArea, wrapUpPolicy,
      author: { kind: 'agent', id: agent.id, name: agent.name, seat: info.seatCode ?? '0000' },
      keeper,
      callLog: nothingLogged,
      courseOf: () => null,
      people: () => Promise.resolve([]),
      nextNumber: () => Promise.reject(new Error('nothing is written at a locked seat')),
      onProblem: () => undefined,
    },
    [],
    earlierCalls([]),
    found,
  )
  const view = createViewStore('seat')
  const red = new Set<string>(lock.redCalls)
  const isRed = (callId: CallId) => red.has(callId)
  const keymap = createKeymap(settings.keymap)
  const reveals = { store: createStore<RevealState>(() => ({ offered: null, shownUntil: null })), hide: () => undefined }
  const commands = callCommandsOf(
    createCommands({ seat, view, clock, steadyMs, isRed, stage: () => null, draftOnStage: () => null, chosenNumber: () => null, pick: () => undefined, reveals, mayWrite: true, enterManually: () => undefined, mayExport: () => false, openWall: () => undefined, lock: () => undefined, wrapUpPolicy, ...noHelp }),
  )
  const dropped = createDroppedRed({ seat, keeper, timers })
  const alarm = followLockedAlarm({ lingxi, sound: line.sound, timers })
  const wishes = obeyWhileLocked({
    lingxi, seat, line, view, clock, isRed, memory,
    keepSignedOutBy: (bySeat) => keepSignedOutBy(sessionStorage, bySeat),
  })
  const stops = [
    alarm.stop,
    wishes.stop,
    dropped.dispose,
    keepQueueMembership(line, seat.store, { timers, random: Math.random }),
    sendSignals(seat.store, signalsTo(lingxi), catalogueIn(settings.locale)),
    followRedCalls({ seat, line, view, isRed, words: 'lock', remember: dropped.remember, droppedCallOf: dropped.callOf, isCallBack: dropped.isCallBack, callBackKey: () => printChord(keymap.keysOf('call-back') ?? '') }),
    followHeadset({ line, view, isRed }),
    lingxi.on.closeRefused(({ reason }) => showToast(view, 'warn', reason === 'wrap-up' ? 'lock.closeRefused' : `seat.closeRefused.${reason}`)),
    lingxi.on.phoneStopped(() => line.phoneStopped()),
    lingxi.on.answerPressed(() => commands.answer.perform()),
    ports.onPort((port) => line.attach(port)),
  ]
  await lingxi.announceListening()
  return {
    seat, commands, view, keymap, settings, isRed, alarm: alarm.store, messages: wishes.messages,
    lost: () => line.snapshot().calls.filter((call) => call.state === 'ended' && call.outcome.kind === 'lost' && call.outcome.cause === 'phone-restarted'),
    dropped: dropped.last,
    close() {
      for (const stop of stops) stop()
      seat.dispose()
      void line.dispose()
    },
  }
}

/** Without the password only the call itself can be acted on. */
const whileLocked: ReadonlySet<CommandId> = new Set(['answer', 'hang-up', 'decline', 'hold', 'mute'])
/** Whom the call is about stands on no screen here: the help key waits for the password, which is one line away. */
const noHelp = {
  breaks: { store: createStore<{ readonly place: BreakPlace }>(() => ({ place: { kind: 'none' } })), take: () => undefined, withdraw: () => undefined },
  red: { store: createStore<RedHelpView>(() => ({ help: noRedHelp, notices: {}, recording: null })), press: () => undefined, undo: () => undefined, dialEmergency: () => undefined },
  dropped: { isFirst: () => false, callBack: () => Promise.resolve(err({ code: 'no-such-call' as const })) },
  hand: { store: createStore<{ readonly hand: RaisedHand }>(() => ({ hand: handDown })), lower: () => undefined },
  floorKeys: noFloorKeys,
  shift: { hasStates: () => true, mayBeReady: () => true, decides: () => false },
  emergencyNumber: (service: EmergencyService) => service,
}
const nothing: CommandHandler = { enabled: () => false, perform: () => undefined }

function callCommandsOf(commands: Commands): Commands {
  return Object.fromEntries(commandList.map(({ id }) => [id, whileLocked.has(id) ? commands[id] : nothing])) as Commands
}
