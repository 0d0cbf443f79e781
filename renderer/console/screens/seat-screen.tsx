import type { TFunction } from 'i18next'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useSlice, useStore } from '../app/use-vanilla-store'
import type { CallLogEntry } from '../../../shared/calls/call-log'
import { maskName, maskPhone } from '../../../shared/callers/masking'
import { numberOfStoredKey } from '../../../shared/callers/phone-number'
import type { Draft } from '../../../shared/tickets/draft'
import { keysOfReadSlots, unreadSlots } from '../../../shared/tickets/fields/unread-words'
import type { Ticket } from '../../../shared/tickets/ticket'
import { extensionOf } from '../app/call-list'
import { outcomeWords } from '../app/call-words'
import { useServices } from '../app/services'
import { writtenByAnother } from '../app/written-by'
import { usePrintedKeys, useUnfinished } from '../app/shell-hooks'
import type { Catalogue } from '../app/catalogue'
import type { LoggedCall } from '../app/logged-call'
import { showStage, showToast } from '../app/view-store'
import { HOUR_MS, shiftSettings } from '../../../shared/shift/shift-settings'
import { AskDraft } from '../features/approvals/ask-draft'
import { SeatHome, type TodayEntry, type UnfinishedEntry } from '../features/seat-home/seat-home'
import { ShiftCheckState } from './shift-check-state'
import type { KeptDraft } from '../seat/draft-keeper'
import { lackingOf } from '../stage/lacking'

/** The seat between calls: unfinished work and the day. */
export function SeatScreen() {
  const { t } = useTranslation()
  const services = useServices()
  const { seat, today, drafts, outbox, catalogue, commands, view, clock, shift, asksLead } = services
  const calls = useStore(today.store, (state) => state.calls)
  // As one word: a ring makes a new list of calls and is no reason to draw the day once more.
  const { onLine } = useSlice(seat.store, (state) => ({ onLine: state.line.calls.flatMap((call) => (call.state === 'live' ? [call.id] : [])).join(' ') }))
  const unfinished = useUnfinished()
  const printed = usePrintedKeys()
  const entries = useSyncExternalStore(outbox.subscribe, outbox.entries)
  const sentBack = new Set(entries.flatMap(({ draftId, delivery }) => (delivery.state === 'refused' ? [draftId] : [])))
  const [asking, setAsking] = useState<Draft | null>(null)
  /** What was written long ago is not thrown away by the one who wrote it alone, where there are leads to ask. */
  const discard = async (id: string) => {
    const draft = unfinished.find((each) => each.draft.id === id)?.draft
    if (asksLead && draft !== undefined && draft.touched && clock.now() - draft.createdAt >= shiftSettings().oldDraftHours * HOUR_MS) {
      const asked = shift.store.getState().answer?.draftAsks.filter(({ draftId }) => draftId === id).at(-1)
      if (asked === undefined || asked.decision?.granted === false) return setAsking(draft)
      if (asked.decision === null) return showToast(view, 'plain', 'approvals.oldDraft.waits')
    }
    if (!(await drafts.discard(id))) showToast(view, 'warn', 'seat.notDiscarded')
  }
  const ask = async (reason: string) => {
    if (asking === null) return
    const { id: draftId, number, createdAt: startedAt } = asking
    const problem = await shift.write({ kind: 'draft-asked', draftId, number, startedAt, reason })
    setAsking(null)
    showToast(view, problem === null ? 'plain' : 'warn', problem === null ? 'approvals.asked' : 'approvals.notAsked')
  }
  return (
    <>
      {asking !== null && <AskDraft number={asking.number} ask={(reason) => void ask(reason)} onClose={() => setAsking(null)} />}
      <SeatHome
        check={<ShiftCheckState />}
        unfinished={unfinished.map((each) => unfinishedEntry(each, sentBack.has(each.draft.id), writtenByAnother(each.draft.author, services), catalogue, t))}
        today={calls.flatMap((call) => todayEntries(call, unfinished.find(({ draft }) => draft.call.callId === call.entry.callId)?.draft ?? null, onLine.includes(call.entry.callId), catalogue, t))}
        searchKeys={printed('search')}
        openDraft={(id) => {
          seat.showDraft(id)
          showStage(view)
        }}
        discardDraft={(id) => void discard(id)}
        now={() => clock.now()}
        search={() => commands.search.perform()}
      />
    </>
  )
}

function maskedNumber(historyKey: string | null, t: TFunction): string {
  const number = numberOfStoredKey(historyKey)
  return number === null ? t('ringStage.notShown') : maskPhone(number)
}

function unfinishedEntry({ draft }: KeptDraft, isSentBack: boolean, writtenBy: string | null, catalogue: Catalogue, t: TFunction): UnfinishedEntry {
  const name = draft.values.confidential ? t('seat.secretCaller') : maskName(draft.values.caller_name ?? '') || maskedNumber(draft.call.historyKey, t)
  const matter = draft.values.category === undefined ? t('seat.noCategoryYet') : catalogue.category(draft.values.category)
  return {
    draftId: draft.id,
    title: `${name} · ${matter}`,
    number: draft.number,
    writtenBy,
    missing: isSentBack ? t('seat.sentBack') : draft.touched ? lackingWords(draft, catalogue, t) : t('seat.nothingWritten'),
    at: draft.call.startedAt,
    secret: draft.values.confidential === true,
    holds: isSentBack ? 'refused-order' : draft.touched ? 'words' : 'nothing',
  }
}

/** As many as find room in a line; what keeps the order from being taken comes first. */
const mostNamed = 4

function lackingWords(draft: Draft, catalogue: Catalogue, t: TFunction): string {
  const unread = unreadSlots(draft)
  const unreadKeys = keysOfReadSlots(unread)
  const missing = lackingOf(draft, catalogue).filter(({ key }) => !unreadKeys.has(key)).sort((one, other) => Number(other.blocks) - Number(one.blocks))
  const lacking = [...missing.map(({ key }) => t(`fields.${key}`)), ...unread.map((slot) => t('capture.unread', { field: t(`fields.${slot}`) }))]
  if (lacking.length === 0) return t('seat.nothingMissing')
  const fields = lacking.slice(0, mostNamed).join(t('app.list.items'))
  return t(lacking.length > mostNamed ? 'seat.missingMore' : 'seat.missing', { fields, count: lacking.length })
}

/** One for each order of the call; without any, one that goes by what its draft says. */
function todayEntries({ entry, tickets }: LoggedCall, draft: Draft | null, isOnLine: boolean, catalogue: Catalogue, t: TFunction): readonly TodayEntry[] {
  return (tickets.length === 0 ? [null] : tickets).map((ticket, index) => {
    const shown = todayEntry(entry, ticket, draft, isOnLine, catalogue, t)
    return index === 0 ? shown : { ...shown, id: `${shown.id}/${index}`, talkMs: null, isSameCall: true }
  })
}

function todayEntry(entry: CallLogEntry, ticket: Ticket | null, draft: Draft | null, isOnLine: boolean, catalogue: Catalogue, t: TFunction): TodayEntry {
  const values = ticket?.values ?? draft?.values
  const category = values?.category
  const isOpen = ticket === null && draft !== null
  return {
    id: entry.callId,
    at: entry.startedAt,
    caller: values?.confidential ? t('seat.secretCaller') : maskName(values?.caller_name ?? '') || (extensionOf(entry) ?? maskedNumber(entry.historyKey, t)),
    matter: category === undefined ? '—' : catalogue.category(category),
    outcome: isOpen ? t('seat.unfinished') : ticket === null ? outcomeWords(entry, isOnLine, t) : t(`callerCard.status.${ticket.state}`),
    orderNumber: ticket?.number ?? null,
    talkMs: entry.answeredAt === null || entry.endedAt === null ? null : entry.endedAt - entry.answeredAt,
    open: isOpen,
    isSameCall: false,
  }
}
