import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useStore } from '../app/use-vanilla-store'
import { maskPhone } from '../../../shared/callers/masking'
import { parseHistoryKey, phoneNumberOfKey } from '../../../shared/callers/phone-number'
import { useServices } from '../app/services'
import { useDrafts, usePrintedKeys } from '../app/shell-hooks'
import type { Draft } from '../../../shared/tickets/draft'
import type { Catalogue } from '../app/catalogue'
import type { TodayCall } from '../app/today-store'
import { showStage } from '../app/view-store'
import { SeatHome, type TodayEntry, type UnfinishedEntry } from '../features/seat-home/seat-home'
import type { KeptDraft } from '../seat/draft-keeper'

/** The seat between calls: unfinished work and the day. */
export function SeatScreen() {
  const { t } = useTranslation()
  const { seat, today, drafts, catalogue, commands, view } = useServices()
  const calls = useStore(today.store, (state) => state.calls)
  const kept = useDrafts()
  const printed = usePrintedKeys()
  return (
    <SeatHome
      unfinished={kept.filter(({ draft }) => draft.call.answeredAt !== null || draft.touched).map((each) => unfinishedEntry(each, catalogue, t))}
      today={calls.map((call) => todayEntry(call, kept.find(({ draft }) => draft.call.callId === call.entry.callId)?.draft ?? null, catalogue, t))}
      searchKeys={printed('search')}
      openDraft={(id) => {
        seat.showDraft(id)
        showStage(view)
      }}
      discardDraft={(id) => void drafts.discard(id)}
      search={() => commands.search.perform()}
    />
  )
}

function maskedNumber(historyKey: string | null, t: TFunction): string {
  const key = historyKey === null ? null : parseHistoryKey(historyKey)
  return key === null ? t('ringStage.notShown') : maskPhone(phoneNumberOfKey(key))
}

function unfinishedEntry({ draft }: KeptDraft, catalogue: Catalogue, t: TFunction): UnfinishedEntry {
  const name = draft.values.confidential ? t('seat.secretCaller') : draft.values.caller_name || maskedNumber(draft.call.historyKey, t)
  const matter = draft.values.category === undefined ? t('seat.noCategoryYet') : catalogue.category(draft.values.category)
  return {
    draftId: draft.id,
    title: `${name} · ${matter}`,
    number: draft.number,
    missing: draft.touched ? t('seat.inWriting') : t('seat.nothingWritten'),
    at: draft.call.startedAt,
    secret: draft.values.confidential === true,
    isWritten: draft.touched,
  }
}

/** A call that waits to be submitted goes by what its draft says. */
function todayEntry({ entry, ticket }: TodayCall, draft: Draft | null, catalogue: Catalogue, t: TFunction): TodayEntry {
  const values = ticket?.values ?? draft?.values
  const category = values?.category
  const isOpen = ticket === null && draft !== null
  return {
    id: entry.callId,
    at: entry.startedAt,
    caller: values?.confidential ? t('seat.secretCaller') : values?.caller_name || maskedNumber(entry.historyKey, t),
    matter: category === undefined ? '—' : catalogue.category(category),
    outcome: isOpen ? t('seat.unfinished') : ticket === null ? t(`seat.outcome.${entry.outcome}`, { code: '' }) : t(`callerCard.status.${ticket.state}`),
    talkMs: entry.answeredAt === null || entry.endedAt === null ? null : entry.endedAt - entry.answeredAt,
    open: isOpen,
  }
}
