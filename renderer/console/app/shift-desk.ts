import { createStore, type StoreApi } from 'zustand/vanilla'
import { createShiftClient } from '../../desk-client/shift-client'
import type { DeskHttp } from '../../desk-client/desk-http'
import type { LastHeardStore } from '../../storage/last-heard'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { ok, type Result } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import { briefingOf, owedOf, type BriefingItem } from '../../../shared/shift/briefing'
import { leftBehind, type SeatWork } from '../../../shared/shift/own-work'
import type { ShiftAnswer, ShiftReportAnswer } from '../../../shared/shift/shift-api'
import type { LeftItem, ShiftBody } from '../../../shared/shift/shift-event'
import { chosenState, isBetweenCalls, readyNext } from '../../../shared/queue/agent-state'
import type { Seat } from '../seat/seat'
import type { ApprovalDesk } from './approval-desk'
import { showToast, type ViewStore } from './view-store'

/** Why nothing was written. `refused`: somebody was faster, or it is not this person's to do. */
export type ShiftProblem = 'away' | 'forbidden' | 'refused'

export interface ShiftView {
  readonly answer: ShiftAnswer | null
  /** When the desk said so, by this seat's clock; null: it has never. */
  readonly heardAt: number | null
  /** `away`: what is shown is as old as `heardAt`. */
  readonly link: 'unheard' | 'live' | 'away'
  /** The agent has seen what there was to see, or went on without. */
  readonly hasBegun: boolean
  /** Seen here, and not told to the desk yet. */
  readonly seenHere: ReadonlySet<string>
}

export interface ShiftDesk {
  readonly store: StoreApi<ShiftView>
  follow(desk: Pick<DeskHttp, 'ask'> | null): void
  refresh(): void
  /** Everything that there is to see, and what of it was not yet. */
  briefing(): readonly BriefingItem[]
  owed(): readonly BriefingItem[]
  /** Seen by the agent; a sheet is taken over with it, and work that was left. */
  acknowledge(items: readonly BriefingItem[]): Promise<ShiftProblem | null>
  /** Whether 空闲 may be chosen; if not, what is to be seen first comes to the screen. Nothing that rings waits for it. */
  mayBeReady(): boolean
  /** Into 空闲, everything seen; with the desk away also without. */
  begin(): void
  write(body: ShiftBody): Promise<ShiftProblem | null>
  report(window: { readonly from: number; readonly to: number }): Promise<Result<ShiftReportAnswer, ShiftProblem>>
  /** What this person would leave undone now. */
  unfinished(): readonly LeftItem[]
  work(): SeatWork
}

export interface ShiftDeskPorts {
  readonly seat: Pick<Seat, 'store' | 'tell'>
  readonly view: ViewStore
  readonly lastShift: LastHeardStore<ShiftAnswer>
  readonly approvals: Pick<ApprovalDesk, 'hear'>
  readonly clock: Clock
  readonly timers: Timers
  readonly newId: NewId
  /**
   * `first`: nobody is ready before the desk has been heard or is known to be away. `told`: what is owed is told as soon as the desk has
   * said it. `free`: shown to whoever looks (practice).
   */
  readonly gate: 'first' | 'told' | 'free'
  /** Outlives a load of the page, not the program. */
  readonly memory: { readonly storage: Pick<Storage, 'getItem' | 'setItem'>; readonly key: string }
  work(): SeatWork
}

/** A desk that has said nothing for so long counts as away for the beginning of a shift. */
const patienceMs = 8_000

const keepEveryMs = 60_000

/** The turn of the shift at this seat: what is to be seen before the first call, what is promised, and what is handed over. */
export function openShift({ seat, view, lastShift, approvals, clock, timers, newId, gate, memory, work }: ShiftDeskPorts): ShiftDesk {
  const begunBefore = memory.storage.getItem(memory.key) !== null
  const store = createStore<ShiftView>(() => ({ answer: null, heardAt: null, link: 'unheard', hasBegun: gate === 'free' || begunBefore, seenHere: new Set() }))
  /** Told to the desk when it is back; the same ids, so that twice is once. */
  let untold: { readonly id: string; readonly body: ShiftBody }[] = []

  const client = createShiftClient({
    timers,
    onAnswer(answer) {
      const before = store.getState()
      store.setState({ answer, heardAt: clock.now(), link: 'live' })
      keepLast(answer)
      void tellSeen()
      approvals.hear(answer)
      if (before.hasBegun && before.answer !== null) tellNews(before.answer, answer)
      judge()
    },
    onAway() {
      const { link, heardAt } = store.getState()
      if (link === 'live') store.setState({ link: 'away' })
      else if (heardAt === null) void recall()
    },
  })

  let kept = { words: '', at: 0 }
  /** When something has changed, and now and then, so that its age is not overstated by more than that. */
  function keepLast(answer: ShiftAnswer): void {
    const words = JSON.stringify({ ...answer, now: 0 })
    if (words === kept.words && clock.now() - kept.at < keepEveryMs) return
    kept = { words, at: clock.now() }
    void lastShift.write({ answer, heardAt: clock.now() }).catch(() => undefined)
  }

  async function recall(): Promise<void> {
    const last = await lastShift.read().catch(() => null)
    if (store.getState().heardAt !== null) return
    store.setState({ link: 'away', ...(last === null ? {} : last) })
    judge()
  }
  const waiting = timers.after(patienceMs, () => void (store.getState().link === 'unheard' && recall()))

  const owed = () => {
    const { answer, seenHere } = store.getState()
    return answer === null ? [] : owedOf(answer).filter(({ key }) => !seenHere.has(key))
  }

  let isHeld = false
  let wasShown = false
  /** Before the shift has begun: nothing to see lets the agent be ready, something holds them, a call goes before both. */
  function judge(): void {
    const { hasBegun, link } = store.getState()
    if (hasBegun || link === 'unheard') return
    // A desk on this PC that takes its time keeps nobody from the telephone.
    if (link === 'away' && gate === 'told') return
    wasShown ||= owed().length > 0
    // Whoever was shown something begins by their own key: no call may come because somebody else has taken the sheet.
    if (link === 'live' && owed().length === 0 && !wasShown) return begin()
    const { agent } = seat.store.getState()
    // Once: whoever goes and looks at an order meanwhile is not fetched back.
    if (isHeld || !isBetweenCalls(agent)) return
    isHeld = true
    if (chosenState(agent).kind === 'ready') seat.tell({ kind: 'state-chosen', next: { kind: 'signed-out' }, at: clock.now() })
    view.setState({ place: 'shift', homePlace: 'shift', shiftTab: 'briefing' })
  }

  function begin(): void {
    waiting.cancel()
    if (!store.getState().hasBegun) {
      store.setState({ hasBegun: true })
      memory.storage.setItem(memory.key, String(clock.now()))
    }
    if (chosenState(seat.store.getState().agent).kind === 'signed-out') seat.tell({ kind: 'state-chosen', next: readyNext, at: clock.now() })
  }

  async function send(id: string, body: ShiftBody): Promise<ShiftProblem | null> {
    const sent = await client.send({ id, body })
    if (sent.ok) return null
    const { error } = sent
    if (error.code !== 'desk-error') return 'away'
    if (error.error.code === 'forbidden') return 'forbidden'
    return error.error.code === 'refused' ? 'refused' : 'away'
  }

  /** One at a time, in order: an answer that comes meanwhile asks for the same. */
  let telling: Promise<void> | null = null
  const tellSeen = (): Promise<void> => (telling ??= tellOn().finally(() => {
    telling = null
  }))

  async function tellOn(): Promise<void> {
    for (let [first] = untold; first !== undefined; [first] = untold) {
      if ((await send(first.id, first.body)) === 'away') return
      untold = untold.slice(1)
    }
  }

  /** What has come in for this person since the answer before. */
  function tellNews(before: ShiftAnswer, now: ShiftAnswer): void {
    const known = new Set(briefingOf(before).map(({ key }) => key))
    const [news] = owedOf(now).filter(({ key, kind }) => kind !== 'red' && !known.has(key))
    if (news !== undefined) showToast(view, 'warn', `shift.news.${news.kind}`, newsWords(news))
  }

  return {
    store,
    follow: (desk) => client.follow(desk),
    refresh: () => client.refresh(),
    briefing() {
      const { answer, seenHere } = store.getState()
      return answer === null ? [] : briefingOf(answer).map((item) => (seenHere.has(item.key) ? { ...item, isSeen: true } : item))
    },
    owed,
    async acknowledge(items) {
      const looks = items.filter(({ kind }) => kind === 'red' || kind === 'promise' || kind === 'notice').map(({ key }) => key)
      store.setState(({ seenHere }) => ({ seenHere: new Set([...seenHere, ...looks]) }))
      if (looks.length > 0) untold.push({ id: newId(), body: { kind: 'acknowledged', keys: looks } })
      let problem: ShiftProblem | null = null
      for (const item of items) {
        if (item.kind !== 'sheet' && item.kind !== 'left') continue
        const body: ShiftBody = item.kind === 'sheet' ? { kind: 'sheet-accepted', sheetId: item.sheet.id } : { kind: 'work-taken', leftId: item.work.id }
        problem ??= await send(newId(), body)
      }
      await tellSeen()
      return problem
    },
    mayBeReady() {
      const { hasBegun } = store.getState()
      if (!hasBegun) view.setState({ place: 'shift', homePlace: 'shift', overlay: null, shiftTab: 'briefing' })
      return hasBegun
    },
    begin,
    write: (body) => send(newId(), body),
    async report(window) {
      const answer = await client.report(window)
      if (answer.ok) return ok(answer.value)
      const { error } = answer
      return { ok: false, error: error.code !== 'desk-error' ? 'away' : error.error.code === 'forbidden' ? 'forbidden' : 'refused' }
    },
    unfinished() {
      const { answer } = store.getState()
      return leftBehind(answer ?? { orders: [], me: '' }, work())
    },
    work,
  }
}

function newsWords(item: BriefingItem): Readonly<Record<string, string>> {
  switch (item.kind) {
    case 'red':
    case 'promise':
      return { number: item.order.number }
    case 'notice':
      return { name: item.notice.by.name }
    case 'sheet':
      return { name: item.sheet.by.name }
    case 'left':
      return { name: item.work.by.name }
  }
}
