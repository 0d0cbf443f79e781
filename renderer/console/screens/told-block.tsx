import { useTranslation } from 'react-i18next'
import { parseTicketNumber, readAloudForm, type TicketNumber } from '../../../shared/tickets/ticket-number'
import { useServices } from '../app/services'
import { stillTold } from '../app/told-number'
import { useSlice, useStore } from '../app/use-vanilla-store'
import type { ToldNumber } from '../app/view-store'
import { WriteDownBlock } from '../features/reference/reference'

/** The number that the caller on the line was given, when the draft has already gone; null once the call is done with. */
export function useToldNumber(): ToldNumber | null {
  const { seat, view } = useServices()
  const told = useStore(view, (state) => state.told)
  const agent = useSlice(seat.store, (state) => state.agent)
  return stillTold(told, agent)
}

export function ToldBlock({ told }: { readonly told: ToldNumber }) {
  const { t } = useTranslation()
  const { number, queryCode, isAnonymous } = told
  return (
    <WriteDownBlock
      number={parseTicketNumber(number).ok ? readAloudForm(number as TicketNumber) : number}
      code={queryCode}
      how={t(isAnonymous ? 'seat.writeDown.howByDay' : 'seat.writeDown.how')}
      isLarge={isAnonymous}
    />
  )
}
