import { createStore } from 'zustand/vanilla'
import type { Call, CallId } from '../../../shared/calls/call'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Agent, StartInfo } from '../../../shared/ipc/values'
import { systemClock as clock, systemSteadyMs as steadyMs, systemTimers as timers } from '../../desk-client/system-time'
import { openCallerCache } from '../../storage/open-cache'
import { openWorkStorage } from '../../storage/open-work-storage'
import { sealParcel } from '../../storage/seal-parcel'
import { createSeal } from '../../storage/sealing'
import type { SetAsideReport } from '../../storage/set-aside'
import { createRemoteLine } from '../phone/remote-line'
import { earlierCalls } from '../seat/call-log-line'
import { createDraftKeeper } from '../seat/draft-keeper'
import { keepAgreement, noSeatFeed } from '../seat/keep-agreement'
import { keepQueueMembership } from '../seat/queue-membership'
import { createSeat } from '../seat/seat'
import { agentFound, whileHeld } from '../seat/agent-found'
import { recallAgent, rememberAgent } from '../seat/remember-agent'
import { countedEntries } from '../../../shared/outbox/outbox-counts'
import type { TicketEvent } from '../../../shared/tickets/ticket-event'
import { wrapUpOf } from '../../../shared/queue/wrap-up-policy'
import { dialledNumber } from '../../../shared/callers/dialled-number'
import { sendSignals } from '../seat/seat-signals'
import { runAutoAnswer } from '../seat/auto-answer'
import { runWrapUpClock } from '../seat/wrap-up-clock'
import { may } from '../../../shared/people/permissions'
import { createApprovalDesk } from './approval-desk'
import type { LeaveSeat } from './obey-lead'
import { saveAll } from './save-all'
import { keepSignedOutBy, takeSignedOutBy } from './signed-out-by'
import { openShift } from './shift-desk'
import { createBreakDesk } from './break-desk'
import { createDeskBreaks } from './desk-breaks'
import { createLocalBreaks } from './local-breaks'
import { followCallerKeys } from './caller-keys'
import { callerOfOrder, createCallList, farEndOf } from './call-list'
import { followCallRecords } from './call-records'
import { createCommands, reportLine } from './commands'
import { createFindTickets } from './find-tickets'
import { createDeskAdministration } from '../../desk-client/desk-administration'
import type { DeskHttp } from '../../desk-client/desk-http'
import { createOrderExportClient } from '../../desk-client/order-export'
import { createRecordingsClient } from '../../desk-client/recordings'
import { createRedNoticesClient } from '../../desk-client/red-notices'
import { createFloorClient } from '../../desk-client/floor-client'
import { notifierByHand, type Notice } from '../../../shared/help/notifier'
import { recordingByHand } from '../../../shared/help/recording'
import { noLead } from '../../../shared/help/silent-help'
import { openFloor } from './follow-floor'
import { followLeadAlarm, followPassedOn } from './follow-lead-alarm'
import { createAlarmSound } from '../../ui/alarm-sound'
import { createFloorKeys } from './floor-keys'
import { createPracticeFloor, type PracticeFloor } from './practice-floor'
import type { RedOnFloor } from './red-on-floor'
import { followDeskSession } from './desk-session'
import { followBook } from './follow-book'
import { followDesk } from './follow-desk'
import { followDevices } from './follow-devices'
import { followHeadset } from './follow-headset'
import { followLine } from './follow-line'
import { createFreshNumber } from './fresh-number'
import { followLock, lockSeat } from './follow-lock'
import { followRedCalls } from './follow-red-calls'
import { catalogueIn, queueIn } from './follow-settings'
import { createKeymap, printChord } from './keymap'
import type { Notices } from './notices'
import { createDraftActions } from './draft-actions'
import { createDroppedRed, type DroppedCaller } from './dropped-red'
import { createDrillDesk, type DrillDesk } from './drill-desk'
import type { Faults } from './faults'
import { followCertificate } from './line-certificate'
import { keepParcels } from './keep-parcels'
import { keepLinePassword } from './line-password'
import { createPickByPlace } from './pick-by-place'
import type { PhonePorts } from './receive-ports'
import { createManualCalls } from './manual-calls'
import { createCallSeverity, createRedCall } from './red-call'
import { lastRedCall } from './rest-after-red'
import { createNoteHelp, type NoteHelp } from './note-help'
import { openHelp } from './open-help'
import { createKeptRed } from './kept-red'
import { createPutAway } from './put-away'
import { createReveals } from './reveals'
import type { SeatAgreement, Services } from './services'
import { keepShiftChecks } from './shift-check-store'
import { createSetAsideDesk, type SetAsideDesk } from './set-aside-desk'
import { signalsTo } from './signals-to-main'
import type { StageHandle } from './stage-handle'
import { isTyping, systemNewId as newId } from './system-ports'
import { takeKeys } from './take-keys'
import { createRevealTeller } from './tell-reveals'
import { nextTicketNumber } from './ticket-numbers'
import { watchStorage } from './storage-health'
import { createTodayLog } from './today-store'
import { followLocalFigures } from './local-figures'
import { createOrderExport } from './order-export'
import { createHeardRecordings } from './heard-recordings'
import { createPracticeRecordings } from './practice-recordings'
import { createSoundOutput } from './sound-output'
import { saveTableBy } from './save-table'
import { followRules } from './seat-rules'
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
  /** Whose RED call has dropped then. */
  readonly dropped: DroppedCaller | null
}

const numberOpened = (events: readonly TicketEvent[]) => events.find((event) => event.type === 'opened')?.data.number ?? null

/** What the line still knows of is among the newest. */
const newestCalls = 300

/** Builds and connects everything of a signed-in console. Rejects when this computer's storage cannot be opened. */
export async function openConsole({ lingxi, info, ports, agent, faults, notices, lost, dropped: droppedBefore }: ConsoleParts): Promise<Services> {
  const isPractice = info.mode === 'practice'
  const store = info.deskSession?.store
  const mode = isPractice ? 'practice' : 'real'
  const author = { kind: 'agent' as const, id: agent.id, name: agent.name, seat: info.seatCode ?? '0000' }
  // ADMIN and KBEDITOR keep the desk and the answers: nothing of any order is theirs to know.
  const worksOnOrders = info.deskSession === null || may(info.deskSession.roles, 'read-orders')
  const isAtPhone = info.deskSession === null || may(info.deskSession.roles, 'work-by-phone')
  const mayWrite = info.deskSession === null || may(info.deskSession.roles, 'write-orders')
  const view = createViewStore(isPractice ? 'practice' : worksOnOrders && !isAtPhone ? 'tickets' : 'seat')
  const warn = (code: string) => showToast(view, 'warn', `seat.problem.${code}`)
  let setAside: SetAsideDesk | null = null
  const onSetAside: SetAsideReport = ({ table, problem }) => {
    void lingxi.reportProblem({ code: 'record-set-aside', facts: { table, problem: problem.code } })
    notices.recordSetAside(table)
    void setAside?.refresh()
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
  const opened = await openWorkStorage({ mode, store, seal, ...unsealed, journal: lingxi, clock, onSetAside, onJournalAway })
  const watched = watchStorage({ ...opened, clock, timers, random: Math.random })
  const work = { ...opened, ...watched }
  if (isJournalAway) watched.failed()
  const cache = await openCallerCache({ mode, store, seal, clock, onSetAside, pending: work.outbox })
  const unfinished = [...(await work.drafts.unfinished()), ...work.unsaved]
  const earlier = earlierCalls(await work.callLog.recent(newestCalls))
  const today = createTodayLog(work.callLog, cache, clock)
  const callList = createCallList(work.callLog, cache, info.homeArea)
  const keeper = createDraftKeeper({ store: work.drafts, clock, timers })
  for (const draft of unfinished) keeper.open(draft)
  for (const { id } of work.unsaved) keeper.change(id, (draft) => draft)
  watched.tryAgain(() => keeper.all().some(({ problem }) => problem === 'storage-full' || problem === 'storage-failed'))

  const memory = { storage: sessionStorage, key: `agent:${mode}:${agent.id}` }
  const nextNumber = nextTicketNumber(lingxi, isPractice)
  const shiftMemory = { storage: sessionStorage, key: `shift:${mode}:${agent.id}` }
  const isShared = info.deskSession !== null
  const isHeld = () => !isAtPhone || (isShared && sessionStorage.getItem(shiftMemory.key) === null)
  let askedDesk: DeskHttp | null = null
  const administration = createDeskAdministration(() => askedDesk)
  const book = await followBook({ kept: isShared ? cache.lastBook : null, clock, ask: () => administration.inUse() })
  const rules = followRules({ isShared, settings, book: book.store, storage: localStorage })
  const wrapUp = (queue: string | null) => wrapUpOf(rules.getState().wrapUp, queue)
  const wrapUpPolicy = (queue: string | null) => wrapUp(queue).policy
  const line = createRemoteLine({ clock, timers, newId, lostBefore: lost })
  const seat = createSeat(
    {
      line, keeper, clock, steadyMs, timers, newId, author, practice: isPractice, homeArea: info.homeArea, wrapUpPolicy,
      callLog: today.callLog,
      courseOf: (callId) => line.courses.of(callId),
      dialledMemory: { storage: sessionStorage, key: `dialled:${mode}:${agent.id}` },
      people: (key) => cache.lookup(key),
      nextNumber,
      onProblem: warn,
    },
    unfinished,
    earlier,
    whileHeld(recallAgent(agentFound, memory), isHeld),
  )
  rememberAgent(seat.store, memory)
  followCallRecords({ today, outbox: work.outbox, cache, line, open: earlier.dealtWith, clock, timers, author })
  const catalogue = catalogueIn(loaded.value.locale, book.store.getState())
  const drafts = createDraftActions({ keeper, seat, outbox: work.outbox, cache, clock, newId, author, today, unreadLine, asksReview: info.mode === 'desk-shared' })
  const stage: { current: StageHandle | null } = { current: null }
  const pickByPlace = createPickByPlace({ seat, keeper, drafts, cache })
  const isRedByWords = createRedCall({ keeper, view, clock, lists: catalogue })
  const dropped = createDroppedRed({ seat, keeper, timers, before: droppedBefore })
  const isRed = (callId: CallId) => isRedByWords(callId) || dropped.isCallBack(callId)
  const revealTeller = isShared ? createRevealTeller({ owed: work.owedReveals, timers, onRefused: (why) => void lingxi.reportProblem({ code: 'reveal-refused', facts: { why } }) }) : null
  const reveals = createReveals({ outbox: work.outbox, callLog: work.callLog, clock, timers, newId, author, onOwed: revealTeller?.look ?? null })
  setAside = createSetAsideDesk({ work, outbox: work.outbox, clock, timers, newId, author })
  const manualCalls = createManualCalls({ keeper, seat, clock, newId, author, practice: isPractice, nextNumber, onProblem: warn })
  const enterManually = () => {
    // What the one before was told must not be read to the next one.
    view.setState({ told: null })
    void manualCalls.open()
  }
  const chosenNumber = () => {
    const { place, callId } = view.getState()
    if (place === 'tickets') return callerOfOrder(reveals.store.getState().offered?.ticket ?? null)
    const chosen = callList.find(callId ?? '')
    return chosen === null ? null : farEndOf(chosen.entry)
  }
  let drills: DrillDesk | null = null
  const noteStep = createNoteHelp({ keeper, change: (id, change) => drafts.change(id, change), outbox: work.outbox, today, clock, newId, author })
  const note: NoteHelp = (callId, steps) => {
    drills?.hear(steps)
    noteStep(callId, steps)
  }
  const severityOf = createCallSeverity({ keeper, lists: catalogue })
  const noteRestEnd = (words: string) => note(lastRedCall(today.store.getState().calls, severityOf), [{ code: 'rest-ended', at: clock.now(), note: words, drill: isPractice }])
  const kept = createKeptRed({ storage: sessionStorage, key: `red-help:${mode}:${agent.id}` }, clock)
  const unsent = () => countedEntries(work.outbox.entries()).filter(({ delivery }) => delivery.state !== 'accepted')
  let practiceFloor: PracticeFloor | null = null
  const leave: LeaveSeat = {
    save: () => saveAll(keeper),
    async signOut(by) {
      keepSignedOutBy(sessionStorage, by)
      const { ok } = await lingxi.signOut()
      if (!ok) takeSignedOutBy(sessionStorage)
      return ok
    },
  }
  const floor = !isPractice && info.deskSession === null ? null : openFloor({
    seat, line, view, clock, timers, newId, personId: agent.id, isPractice, kept, away: createPutAway({ storage: sessionStorage, key: `put-away:${mode}:${agent.id}` }), told: { storage: sessionStorage, key: `heard:${mode}:${agent.id}` }, leave, extension: () => linePassword.store.getState().account?.user ?? '',
    severityOf, onWritten: keeper.subscribe, onRestEnded: noteRestEnd, unsent: { count: () => unsent().length, onChange: work.outbox.subscribe },
    openClient(heard) {
      if (!isPractice) return createFloorClient({ clock, timers, random: Math.random, ...heard })
      practiceFloor = createPracticeFloor({ clock, timers, newId, own: { personId: agent.id, name: agent.name, seat: author.seat }, ...heard })
      return practiceFloor
    },
  })
  const recordingsClient = isShared ? createRecordingsClient(() => askedDesk) : null
  const heardFrom = isPractice ? createPracticeRecordings({ practice: line.practice, cache }) : recordingsClient
  const recordings = heardFrom === null ? null : createHeardRecordings({ client: heardFrom, output: createSoundOutput(), seat: seat.store, view, timers })
  let redOnFloor: RedOnFloor | null = null
  const notifier = { notify: (notice: Notice) => (redOnFloor?.notifier ?? notifierByHand).notify(notice) }
  const { red, hand, dutyNow, rest, noticePhone, emergencyNumber, factsOf, textOf, isConfirmed } = openHelp({ kept, recording: recordingsClient ?? recordingByHand, handPort: floor?.hand ?? noLead, notifier, line, seat, keeper, settings, book: book.store, catalogue, clock, timers, isPractice, homeArea: info.homeArea, note, report: (result) => reportLine(view, result), severityOf, noteRestEnd, otherLeads: () => (floor?.leads() ?? 0) - (deskSession.getState()?.roles.includes('LEAD') === true ? 1 : 0) })
  if (isPractice) {
    drills = createDrillDesk({
      practice: line.practice, seat, keeper, clock,
      placeOf: (callId) => factsOf(callId).place,
      async takeAway(what) {
        practiceFloor?.takeAway(what)
        await lingxi.pullPracticeDesk({ isPulled: what === 'desk' })
      },
      closeHelp: () => red.close(),
      showResults: () => view.setState({ place: 'practice', homePlace: 'practice' }),
    })
  }
  const ownBreaks = createLocalBreaks({ quota: 1, seat: agent.id, clock, timers })
  const isCounted = !isPractice && may(info.deskSession?.roles ?? [], 'take-calls')
  const breakQueue = floor === null || !isCounted ? ownBreaks
    : createDeskBreaks({ desk: floor.breakLine, local: ownBreaks, timers, onUncounted: () => showToast(view, 'warn', 'agentState.breakLine.uncounted') })
  const breaks = createBreakDesk({ queue: breakQueue, seat, clock, view, takeKey: () => printChord(createKeymap(settings.getState().keymap).keysOf('toggle-break') ?? '') })
  const deskSession = followDeskSession(lingxi, info.deskSession)
  const approvals = createApprovalDesk({ outbox: work.outbox, cache, view, clock, timers, newId, author })
  const shift = openShift({
    seat, view, lastShift: cache.lastShift, approvals, clock, timers, newId,
    gate: isPractice || !isAtPhone ? 'free' : isShared ? 'first' : 'told', memory: shiftMemory,
    work: () => ({
      drafts: keeper.unfinished().map(({ draft }) => ({ number: draft.number })),
      unsent: unsent().map(({ ticketId, events }) => ({ orderId: ticketId, number: numberOpened(events) })),
    }),
  })
  const decides = () => may(deskSession.getState()?.roles ?? [], 'approve')
  const commands = createCommands({ seat, view, clock, steadyMs, stage: () => stage.current, draftOnStage: () => keeper.get(seat.store.getState().draftOnStage ?? '')?.draft ?? null, pick: (place) => void pickByPlace(place), isRed, chosenNumber, reveals, mayWrite, enterManually, mayExport: () => may(deskSession.getState()?.roles ?? [], 'export'), openWall: (wanted) => void lingxi.openWall({ view: wanted }), lock: () => void lockSeat(lingxi, view), wrapUpPolicy, breaks, red, dropped, hand, shift: { hasStates: () => isAtPhone, mayBeReady: shift.mayBeReady, decides }, emergencyNumber, floorKeys: createFloorKeys({ floor, view, ownId: agent.id, maySend: () => isPractice || may(deskSession.getState()?.roles ?? [], 'message-agents') }) })
  const transfer = createUnsentTransfer({ lingxi, keeper, outbox: work.outbox, work, cache, today, draftOnStage: () => seat.store.getState().draftOnStage })
  const localFigures = followLocalFigures({ shipped: catalogue.knowledge.localFigures, storage: localStorage, key: `figures:${mode}:${store ?? ''}`, ask: () => administration.records('figures') })
  const { status: desk, search } = followDesk({ lingxi, work, copies: worksOnOrders, mode, store, sealing, clock, timers, settings, rules, onSetAside, onChanged() { void today.refresh(); shift.refresh() }, onDesk(answering) {
      askedDesk = answering
      revealTeller?.follow(answering)
      if (!isPractice) floor?.follow(answering)
      if (info.deskSession !== null && answering !== null) void localFigures.refresh()
      approvals.follow(answering)
      shift.follow(answering)
    },
    onLists: book.heard,
  })
  redOnFloor = floor?.followRed(red, {
    factsOf, textOf, tellByMessage: createRedNoticesClient(() => askedDesk).tell,
    // Once its order is submitted the draft is gone, and what was told of it is known still.
    isConfirmed: (callId) => isConfirmed(callId) || (view.getState().told?.callId === callId && isRed(callId)),
    onWritten: (listener) => void keeper.subscribe(listener),
  }) ?? null
  if (floor !== null) followLeadAlarm({ lead: floor.lead, sound: line.sound, lingxi, timers })
  if (floor !== null && may(info.deskSession?.roles ?? [], 'escalate')) followPassedOn({ lead: floor.lead, clock, play: createAlarmSound(() => new AudioContext()) })
  const findTickets = createFindTickets({ cache, search, homeArea: info.homeArea })

  const linePassword = keepLinePassword({ lingxi, mode, seat: seat.store, view, clock, timers, isTyping })
  const certificate = followCertificate(lingxi)

  if (info.deskSession !== null) {
    keepParcels({ lingxi, outbox: work.outbox, session: info.deskSession, author: { personId: agent.id, seat: info.seatCode ?? '0000' }, seal: sealParcel, newId })
  }
  keepQueueMembership(line, seat.store, { timers, random: Math.random })
  const agreement = createStore<SeatAgreement>(() => ({ agreement: null, pbx: null }))
  keepAgreement({ line, seat, feed: floor?.own ?? noSeatFeed, clock, timers, random: Math.random, onChange: (now, pbx) => agreement.setState({ agreement: now, pbx }) })
  runAutoAnswer(seat, { steadyMs, timers, policy: () => settings.getState().autoAnswer, isAskedFor: (call) => floor?.lead.isAskedFor(call) === true, onAnswered: () => showToast(view, 'plain', 'seat.answeredByItself') })
  runWrapUpClock(seat, keeper, { clock, timers, lengthMs: (queue) => (wrapUpPolicy(queue) === 'until-done' ? null : wrapUp(queue).seconds * 1000) })
  sendSignals(seat.store, signalsTo(lingxi), { ...catalogue, queue: (code) => queueIn(settings.getState().locale, book.store.getState(), code) })
  const callBackKey = () => printChord(createKeymap(settings.getState().keymap).keysOf('call-back') ?? '')
  followRedCalls({ seat, line, view, isRed, words: 'seat', remember: dropped.remember, droppedCallOf: dropped.callOf, isCallBack: dropped.isCallBack, onDrop: (callId) => redOnFloor?.dropped(callId), callBackKey })
  followHeadset({ line, view, isRed })
  followDevices({ devices: line.devices, settings, view })
  const shiftCheck = keepShiftChecks({ sound: line.sound, settings, lingxi, mode, clock, onNotKept: () => showToast(view, 'warn', 'settings.notSaved') })
  followLine({ line, view, lingxi, timers, homeArea: info.homeArea, callBackKey })
  followLock({ lingxi, line, keeper, view, timers, isRed, isRingingDuty: red.isRingingDuty })
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
    lingxi, start: info, agent, isPractice, worksOnOrders, isAtPhone, clock, line, seat, keeper, drafts, outbox: work.outbox, cache, findTickets, today, callList, desk, deskSession, administration, localFigures: localFigures.store, book: book.store, rules, saveTable: saveTableBy(lingxi), orderExport: createOrderExport(lingxi, createOrderExportClient(() => askedDesk)), recordings, agreement, breaks, red, hand, dutyNow, rest, noticePhone, floor, practiceFloor, drills, callerKeys: followCallerKeys(line), shift, approvals, asksLead: isShared && !decides(),
    settings, linePassword, certificate, shiftCheck, reveals, manualCalls, freshNumber: createFreshNumber({ nextNumber, cache }), view, commands, catalogue, stage, faults, notices, storageHealth: watched.health, transfer, setAside,
  }
}
