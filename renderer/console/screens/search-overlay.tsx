import { memo, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../app/use-vanilla-store'
import { maskName, maskPhone } from '../../../shared/callers/masking'
import { isPersonal, parsePhoneNumber } from '../../../shared/callers/phone-number'
import { isOrder, isSecretPerson } from '../../../shared/callers/person'
import type { SeatTicket } from '../../../shared/tickets/caller-cache'
import { useServices } from '../app/services'
import { SearchBox, type SearchAnswer, type SearchHit } from '../features/search/search-box'

/** Finds people and orders in the data on this computer; a query code is asked at the desk. */
export const SearchOverlay = memo(function SearchOverlay() {
  const { t } = useTranslation()
  const { view, cache, start, catalogue, desk } = useServices()
  const isOpen = useStore(view, (state) => state.overlay === 'search')
  const close = useCallback(() => view.setState({ overlay: null }), [view])
  const find = useCallback(
    async (text: string): Promise<SearchAnswer> => {
      const open = (ticketId: string) => () => view.setState({ overlay: null, place: 'tickets', homePlace: 'tickets', ticketId })
      const ticketHit = ({ ticket }: SeatTicket): SearchHit => ({
        id: ticket.id,
        title: `${ticket.number} · ${ticket.values.category === undefined ? '' : catalogue.category(ticket.values.category)}`,
        detail: [ticket.values.confidential ? t('seat.secretCaller') : ticket.values.caller_name, t(`callerCard.status.${ticket.state}`)].filter(Boolean).join(' · '),
        open: open(ticket.id),
      })
      const code = /^(\d{8})\s+(\d{3}|\d{8})$/.exec(text)
      if (code?.[1] !== undefined && code[2] !== undefined) {
        const status = await desk.getState().askStatus(code[1], code[2])
        if (status.kind === 'failed') return { state: 'failed' }
        return { state: 'hits', hits: status.kind === 'unknown' ? [] : [{ id: 'status', title: t(`callerCard.status.${status.state}`), detail: t('search.statusOnly'), open: close }] }
      }
      try {
        const tickets = (await cache.lookupTicket(text)).map(ticketHit)
        const number = parsePhoneNumber(text, { homeArea: start.homeArea })
        const people = isPersonal(number) ? await cache.lookup(number.key) : []
        const orders = people.flatMap((person) =>
          person.history.filter(isOrder).filter((order) => order.secret !== true).map((order): SearchHit => ({
            id: order.id,
            title: `${person.name === null ? t('ringStage.nameUnknown') : isSecretPerson(person) ? maskName(person.name) : person.name} · ${order.orderNo}`,
            detail: [maskPhone(number), catalogue.category(order.category), t(`callerCard.status.${order.status}`), order.summary].filter(Boolean).join(' · '),
            open: open(order.id),
          })),
        )
        return { state: 'hits', hits: [...tickets, ...orders].slice(0, 50) }
      } catch {
        return { state: 'failed' }
      }
    },
    [cache, catalogue, close, desk, start.homeArea, t, view],
  )
  return isOpen ? <SearchBox find={find} onClose={close} /> : null
})
