import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { foldEvents } from '../../../shared/tickets/ticket'
import type { OutboxEntry } from '../../../shared/outbox/outbox'
import { repairRefused } from '../app/repair-refused'
import { useServices } from '../app/services'
import { OutboxList, type OutboxLine } from '../features/outbox/outbox-list'
import { fieldsOfRefusal } from '../features/outbox/refusal'

/** What this seat still owes the desk. Nothing leaves this list before the desk has it. */
export function OutboxColumn() {
  const { t } = useTranslation()
  const { outbox, catalogue, keeper, seat, view, clock } = useServices()
  useSyncExternalStore(outbox.subscribe, outbox.counts)
  const entries = outbox.entries().filter((entry) => entry.delivery.state !== 'accepted')
  const repair = (id: string) => {
    const delivery = entries.find((entry) => entry.id === id)?.delivery
    void repairRefused(id, delivery?.state === 'refused' ? fieldsOfRefusal(delivery.refusal) : [], { outbox, keeper, seat, view })
  }
  return (
    <OutboxList
      lines={entries.map((entry) => lineOf(entry, catalogue))}
      retryNow={() => void Promise.all(entries.filter((entry) => entry.delivery.state === 'waiting').map((entry) => outbox.move(entry.id, { kind: 'desk-back', at: clock.now() })))}
      repair={repair}
      close={() => view.setState({ rightTab: 'reference' })}
      title={t('statusBar.outbox')}
    />
  )
}

function lineOf(entry: OutboxEntry, catalogue: { category(code: string): string }): OutboxLine {
  const opened = entry.events.find((event) => event.type === 'opened')
  const ticket = opened === undefined ? null : foldEvents(entry.events)
  return {
    id: entry.id,
    number: ticket?.number ?? '',
    name: ticket?.values.confidential ? null : (ticket?.values.caller_name ?? null),
    matter: ticket?.values.category === undefined ? '' : catalogue.category(ticket.values.category),
    at: entry.enqueuedAt,
    delivery: entry.delivery,
    records: entry.events.length,
  }
}
