import type { TFunction } from 'i18next'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { maskName } from '../../../shared/callers/masking'
import type { OutboxEntry } from '../../../shared/outbox/outbox'
import { wantedOf, type Wanted } from '../../../shared/outbox/wanted'
import type { FieldValues } from '../../../shared/tickets/fields/field-values'
import { maskedWords } from '../../../shared/tickets/masked-ticket'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { Catalogue } from '../app/catalogue'
import { deskSideOf, discardReasons, discardRefused, takeWayOn, type DeskSide } from '../app/refused-order'
import { useServices } from '../app/services'
import { useStore } from '../app/use-vanilla-store'
import { OrderDetails, type Fact } from '../features/outbox/order-details'
import { formatClock, formatDay, formatMoment } from '../../ui/format-time'

/** Both sides of one order in the outbox, as far as this computer knows them. */
export function OutboxOrder({ entry }: { readonly entry: OutboxEntry }) {
  const { t } = useTranslation()
  const services = useServices()
  const { cache, catalogue, keeper, desk } = services
  const [side, setSide] = useState<DeskSide | null>(null)
  const syncedAt = useStore(desk, (status) => (status.state === 'synced' ? null : status.syncedAt))
  const isInHand = useSyncExternalStore(keeper.subscribe, () => keeper.get(entry.id) !== null)
  useEffect(() => {
    let current = true
    void deskSideOf(entry, cache).then((found) => current && setSide(found))
    return () => {
      current = false
    }
  }, [entry, cache])
  // Sent as it was while it is being mended, it could be accepted in the agent's back.
  const ways = (side?.ways ?? []).filter(({ kind }) => kind !== 'send-again' || !isInHand)
  return (
    <OrderDetails
      wanted={wantedFacts(wantedOf(entry.events), catalogue, t)}
      now={side === null ? undefined : side.now === null ? null : ticketFacts(side.now, catalogue, t)}
      age={syncedAt === null ? null : t('outbox.asOf', { at: formatClock(syncedAt) })}
      ways={ways}
      reasons={discardReasons.map((id) => ({ id, words: t(`outbox.reason.${id}`) }))}
      go={(way) => void takeWayOn(entry, way, services)}
      discard={(chosen) => {
        const reason = discardReasons.find((each) => each === chosen)
        if (reason !== undefined) void discardRefused(entry, reason, services)
      }}
    />
  )
}

function fact(name: string, value: string | null | undefined): readonly Fact[] {
  return value == null || value === '' ? [] : [{ name, value }]
}

/** As everywhere but in one's own call: whoever walks past reads no name and no number. */
function masked(text: string | undefined, values: FieldValues): string | undefined {
  return text === undefined ? undefined : maskedWords(text, { values })
}

function wantedFacts({ what, number, values, author }: Wanted, catalogue: Catalogue, t: TFunction): readonly Fact[] {
  const isSecret = values.confidential === true
  return [
    ...fact(t('outbox.fact.what'), t(`outbox.what.${what}`)),
    ...fact(t('outbox.fact.number'), number),
    ...fact(t('fields.category'), values.category === undefined ? null : catalogue.categoryPath(values.category)),
    ...fact(t('fields.caller_name'), isSecret || values.caller_name === undefined ? null : maskName(values.caller_name)),
    ...fact(t('fields.work_district'), values.work_district === undefined ? null : catalogue.district(values.work_district)),
    ...fact(t('fields.description'), isSecret ? t('callerCard.mark.secret') : masked(values.description, values)),
    ...fact(t('fields.note'), isSecret ? null : masked(values.note, values)),
    ...fact(t('outbox.fact.author'), author === null ? null : `${author.name} ${author.seat}`),
  ]
}

function ticketFacts({ number, state, changedAt, version, values, dueAt, chasedAt }: Ticket, catalogue: Catalogue, t: TFunction): readonly Fact[] {
  const isSecret = values.confidential === true
  return [
    ...fact(t('outbox.fact.state'), t(`callerCard.status.${state}`)),
    ...fact(t('outbox.fact.number'), number),
    ...fact(t('fields.category'), values.category === undefined ? null : catalogue.categoryPath(values.category)),
    ...fact(t('fields.description'), isSecret ? t('callerCard.mark.secret') : masked(values.description, values)),
    ...fact(t('outbox.fact.changed'), formatMoment(changedAt)),
    ...fact(t('outbox.fact.records'), String(version)),
    ...fact(t('tickets.due'), dueAt === null ? null : formatDay(dueAt)),
    ...fact(t('tickets.chased'), chasedAt.length === 0 ? null : String(chasedAt.length)),
  ]
}
