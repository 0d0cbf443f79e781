import type { TFunction } from 'i18next'
import { memo, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../app/use-vanilla-store'
import { maskName, maskPhone } from '../../../shared/callers/masking'
import { numberOfStoredKey } from '../../../shared/callers/phone-number'
import { ticketsWithText, type TicketHit } from '../../../shared/tickets/ticket-search'
import type { Catalogue } from '../app/catalogue'
import type { FoundTickets } from '../app/find-tickets'
import { useServices } from '../app/services'
import { SearchBox, type SearchAnswer, type SearchHit } from '../features/search/search-box'

/** Finds orders in the data on this computer; a query code is asked at the desk. */
export const SearchOverlay = memo(function SearchOverlay() {
  const { t } = useTranslation()
  const { view, catalogue, desk, findTickets } = useServices()
  const isOpen = useStore(view, (state) => state.overlay === 'search')
  const close = useCallback(() => view.setState({ overlay: null }), [view])
  const search = useCallback(
    (text: string, tell: (answer: SearchAnswer) => void): (() => void) => {
      const code = /^(\d{8})\s+(\d{3}|\d{8})$/.exec(text)
      if (code?.[1] === undefined || code[2] === undefined) {
        const open = (ticketId: string) => view.setState({ overlay: null, place: 'tickets', homePlace: 'tickets', ticketId })
        return findTickets(text, (found) => tell(answerOf(found, catalogue, open, t)))
      }
      let isStopped = false
      void desk.getState().askStatus(code[1], code[2]).then((status) => {
        if (isStopped) return
        if (status.kind === 'failed') return tell({ state: 'failed', hits: [], progress: null })
        const hit: SearchHit[] = status.kind === 'unknown' ? [] : [{ id: 'status', title: t(`callerCard.status.${status.state}`), detail: t('search.statusOnly'), source: null, open: close }]
        tell({ state: 'done', hits: hit, progress: null })
      })
      return () => {
        isStopped = true
      }
    },
    [catalogue, close, desk, findTickets, t, view],
  )
  const note = t('search.note', { shown: ticketsWithText.toLocaleString(catalogue.locale) })
  return isOpen ? <SearchBox search={search} note={note} onClose={close} /> : null
})

function answerOf({ hits, searched, of, state }: FoundTickets, catalogue: Catalogue, open: (ticketId: string) => void, t: TFunction): SearchAnswer {
  const words = { count: hits.length, searched: searched.toLocaleString(catalogue.locale), of: of.toLocaleString(catalogue.locale) }
  const how = state === 'searching' ? 'searching' : searched < of ? 'full' : 'searched'
  return {
    state,
    hits: hits.map((hit) => hitWords(hit, catalogue, open, t)),
    progress: of === 0 || state === 'failed' ? null : t(`search.${how}`, words),
  }
}

/** Whoever walks past reads no name and no number off the list; of a secret order there is only that it exists. */
function hitWords({ ticket, field }: TicketHit, catalogue: Catalogue, open: (ticketId: string) => void, t: TFunction): SearchHit {
  const { values } = ticket
  const number = numberOfStoredKey(ticket.caller?.historyKey)
  const status = t(`callerCard.status.${ticket.state}`)
  const told = [
    values.caller_name === undefined ? t('ringStage.nameUnknown') : maskName(values.caller_name),
    number === null ? null : maskPhone(number),
    values.employer_name,
    status,
  ]
  return {
    id: ticket.id,
    title: [ticket.number, values.confidential === true || values.category === undefined ? null : catalogue.category(values.category)].filter(Boolean).join(' · '),
    detail: (values.confidential === true ? [t('seat.secretCaller'), status] : told).filter(Boolean).join(' · '),
    source: t(`search.field.${field}`),
    open: () => open(ticket.id),
  }
}
