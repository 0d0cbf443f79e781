import { createStore } from 'zustand/vanilla'
import type { Call } from '../../../shared/calls/call'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Agent, StartInfo } from '../../../shared/ipc/values'
import { systemClock as clock, systemTimers as timers } from '../../desk-client/system-time'
import { openCallerCache } from '../../storage/open-cache'
import { openWorkStorage } from '../../storage/open-work-storage'
import { createSeal } from '../../storage/sealing'
import type { SetAsideReport } from '../../storage/set-aside'
import { createRemoteLine } from '../phone/remote-line'
import { earlierCalls } from '../seat/call-log-line'
import { createDraftKeeper } from '../seat/draft-keeper'
import { keepQueueMembership } from '../seat/queue-membership'
import { createSeat } from '../seat/seat'
import { dialledNumber } from '../../../shared/callers/dialled-number'
import { sendSignals } from '../seat/seat-signals'
import { runAutoAnswer } from '../seat/auto-answer'
import { runWrapUpClock } from '../seat/wrap-up-clock'
import { createCallList, numberOfOrder, redialNumber } from './call-list'
import { createCommands } from './commands'
import { createFindTickets } from './find-tickets'
import { followDesk } from './follow-desk'
import { followDevices } from './follow-devices'
import { followHeadset } from './follow-headset'
import { followLine } from './follow-line'
import { followLock, lockSeat } from './follow-lock'
import { followRedCalls } from './follow-red-calls'
import { catalogueIn } from './follow-settings'
import { createKeymap, printChord } from './keymap'
import type { Notices } from './notices'
import { createDraftActions } from './draft-actions'
import type { Faults } from './faults'
import { followCertificate } from './line-certificate'
import { keepLinePassword } from './line-password'
import { createPickByPlace } from './pick-by-place'
import type { PhonePorts } from './receive-ports'
import { createManualCalls } from './manual-calls'
import { createRedCall } from './red-call'
import { createReveals } from './reveals'
import type { Services } from './services'
import { keepShiftChecks } from './shift-check-store'
import { placeOfRing, signalsTo } from './signals-to-main'
import type { StageHandle } from './stage-handle'
import { isTyping, systemNewId as newId } from './system-ports'
import { takeKeys } from './take-keys'
import { nextTicketNumber } from './ticket-numbers'
import { watchStorage } from './storage-health'
import { createTodayLog } from './today-store'
import { createUnsentTransfer } from './unsent-transfer'
import { createViewStore, showToast } from './view-store'
import { unreadLine } from './unread-line'

export interface ConsoleParts {
  readonly lingxi: PageApi<'console'>
  readonly info: StartInfo
  readonly ports: PhonePorts
  readonly agent: Agent
  readonly faults: Faults
  readonly notices: Notices
  /** Calls that were lost with their phone while the seat was locked. */
  readonly lost: readonly Call[]
}

/** What the line still knows of is among the newest. */
const newestCalls = 300

/** Builds and connects everything of a signed-in console. Rejects when this computer's storage cannot be opened. */
export async function openConsole({ lingxi, info, ports, agent, faults, notices, lost }: ConsoleParts): Promise<Services> {
  const isPractice = info.mode === 'practice'
  const mode = isPractice ? 'practice' : 'real'
  const author = { kind: 'agent' as const, id: agent.id, name: agent.name, seat: info.seatCode ?? '0000' }
  const view = createViewStore(isPractice ? 'practice' : 'seat')
  const warn = (code: string) => showToast(view, 'warn', `seat.problem.${code}`)
  const onSetAside: SetAsideReport = ({ table, problem }) => {
    void lingxi.reportProblem({ code: 'record-set-aside', facts: { table, problem: problem.code } })
    notices.recordSetAside(table)
  }

  const loaded = await lingxi.settings()
  if (!loaded.ok) throw new Error(loaded.error.code)
  const settings = createStore(() => loaded.value)
  const { sealing, unsealed } = await takeKeys(lingxi, mode)
  const seal = createSeal(sealing)
  let isJournalAway = false
  const onJournalAway = () => {
    isJournalAway = true
    notices.journalAway()
  }
  const opened = await openWorkStorage({ mode, seal, ...unsealed, journal: lingxi, clock, onSetAside, onJournalAway })
  const watched = watchStorage({ ...opened, clock, timers, random: Math.random })
  const work = { ...opened, ...watched }
  if (isJournalAway) watched.failed()
  const cache = await openCallerCache({ mode, seal, clock, onSetAside, pending: work.outbox })
  const unfinished = await work.drafts.unfinished()
  const earlier = earlierCalls(await work.callLog.recent(newestCalls))
  const today = createTodayLog(work.callLog, cache, clock)
  const callList = createCallList(work.callLog, cache, info.homeArea)
  const keeper = createDraftKeeper({ store: work.drafts, clock, timers })
  for (const draft of unfinished) keeper.open(draft)
  watched.tryAgain(() => keeper.all().some(({ problem }) => problem === 'storage-full' || problem === 'storage-failed'))

  const nextNumber = nextTicketNumber(lingxi, isPractice)
  const line = createRemoteLine({ clock, timers, newId, lostBefore: lost })
  const seat = createSeat(
    {
      line, keeper, clock, timers, newId, author, practice: isPractice, homeArea: info.homeArea,
      callLog: today.callLog,
      courseOf: (callId) => line.courses.of(callId),
      people: (key) => cache.lookup(key),
      nextNumber,
      onProblem: warn,
    },
    unfinished,
    earlier,
  )
  const catalogue = catalogueIn(loaded.value.locale)
  const drafts = createDraftActions({ keeper, seat, outbox: work.outbox, cache, clock, newId, author, today, unreadLine })
  const stage: { current: StageHandle | null } = { current: null }
  const pickByPlace = createPickByPlace({ seat, keeper, drafts, cache })
  const isRed = createRedCall({ keeper, view, clock, lists: catalogue })
  const reveals = createReveals({ outbox: work.outbox, callLog: work.callLog, clock, timers, newId, author })
  const manualCalls = createManualCalls({ keeper, seat, clock, newId, author, practice: isPractice, nextNumber, onProblem: warn })
  const enterManually = () => {
    // What the one before was told must not be read to the next one.
    view.setState({ told: null })
    void manualCalls.open()
  }
  const chosenNumber = () => {
    const { place, callId } = view.getState()
    if (place === 'tickets') return numberOfOrder(reveals.store.getState().offered?.ticket ?? null)
    const chosen = callList.find(callId ?? '')
    return chosen === null ? null : redialNumber(chosen.entry)
  }
  const commands = createCommands({ seat, view, clock, stage: () => stage.current, draftOnStage: () => keeper.get(seat.store.getState().draftOnStage ?? '')?.draft ?? null, pick: (place) => void pickByPlace(place), isRed, chosenNumber, reveals, enterManually, lock: () => void lockSeat(lingxi, view) })
  const transfer = createUnsentTransfer({ lingxi, keeper, outbox: work.outbox, work, cache, today, draftOnStage: () => seat.store.getState().draftOnStage })
  const { status: desk, search } = followDesk({ lingxi, work, mode, sealing, clock, timers, settings, onSetAside, onChanged: () => void today.refresh() })
  const findTickets = createFindTickets({ cache, search, homeArea: info.homeArea })

  const linePassword = keepLinePassword({ lingxi, mode, seat: seat.store, view, clock, timers, isTyping })
  const certificate = followCertificate(lingxi)

  keepQueueMembership(line, seat.store, { timers, random: Math.random })
  runAutoAnswer(seat, { clock, timers, policy: () => settings.getState().autoAnswer, onAnswered: () => showToast(view, 'plain', 'seat.answeredByItself') })
  runWrapUpClock(seat, keeper, { clock, timers, lengthMs: () => settings.getState().wrapUpSeconds * 1000 })
  sendSignals(seat.store, signalsTo(lingxi), placeOfRing(catalogue))
  followRedCalls({ seat, line, view, isRed, words: 'seat', callBackKey: () => printChord(createKeymap(settings.getState().keymap).keysOf('call-back') ?? '') })
  followHeadset({ line, view, isRed })
  followDevices({ devices: line.devices, settings, view })
  const shiftCheck = keepShiftChecks({ sound: line.sound, settings, lingxi, mode, clock, onNotKept: () => showToast(view, 'warn', 'settings.notSaved') })
  followLine({ line, view, lingxi, timers, homeArea: info.homeArea })
  followLock({ lingxi, line, keeper, view, timers, isRed })
  lingxi.on.settingsChanged((changed) => settings.setState(changed, true))
  lingxi.on.closeRefused(({ reason }) => showToast(view, 'warn', `seat.closeRefused.${reason}`))
  lingxi.on.phoneStopped(() => {
    if (line.snapshot().calls.some((call) => call.state !== 'ended')) warn('phone-stopped')
    line.phoneStopped()
  })
  lingxi.on.dialAsked(({ link }) => {
    const number = dialledNumber(link, { homeArea: info.homeArea })
    if (number === null) showToast(view, 'plain', 'seat.notDialable')
    else view.setState({ overlay: 'dialler', dialling: number })
  })
  lingxi.on.answerPressed(() => commands.answer.perform())
  ports.onPort((port) => line.attach(port))
  await lingxi.announceListening()
  void today.refresh()

  return {
    lingxi, start: info, agent, isPractice, clock, line, seat, keeper, drafts, outbox: work.outbox, cache, findTickets, today, callList, desk,
    settings, linePassword, certificate, shiftCheck, reveals, manualCalls, view, commands, catalogue, stage, faults, notices, storageHealth: watched.health, transfer,
  }
}
