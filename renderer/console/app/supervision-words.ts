import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Call } from '../../../shared/calls/call'
import type { Supervision } from '../../../shared/calls/supervision'
import type { SeatStatus } from '../../../shared/queue/seat-state'
import { useServices } from './services'

/** Whose call this seat hears, and how; null for a call like any. */
export function useSupervisionWords(call: Pick<Call, 'offer'> | null): string | null {
  const { t } = useTranslation()
  const { floor } = useServices()
  const supervises = call?.offer.supervises ?? null
  return supervises === null ? null : supervisionWords(supervises, floor?.seats() ?? [], t)
}

function supervisionWords({ how, extension }: Supervision, seats: readonly SeatStatus[], t: TFunction): string {
  const name = seats.find((seat) => seat.extension === extension)?.name
  const who = name === undefined ? t('floor.hearing.extension', { extension }) : t('floor.hearing.person', { name, extension })
  return t(`floor.hearing.${how}`, { who })
}
