import type { TFunction } from 'i18next'
import { useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { maskName } from '../../../shared/callers/masking'
import { parkedAhead } from '../../../shared/outbox/lanes'
import { countedEntries } from '../../../shared/outbox/outbox-counts'
import type { OutboxEntry } from '../../../shared/outbox/outbox'
import { wantedOf } from '../../../shared/outbox/wanted'
import { takeWayOn } from '../app/refused-order'
import { useServices, type Services } from '../app/services'
import { writtenByAnother } from '../app/written-by'
import { OutboxList, type OutboxLine } from '../features/outbox/outbox-list'
import { OthersUnsentBlock } from './others-unsent-block'
import { OutboxOrder } from './outbox-order'
import { SetAsideBlock } from './set-aside-block'

/** What this seat still owes the desk. Nothing leaves this list before the desk has it. */
export function OutboxColumn() {
  const { t } = useTranslation()
  const services = useServices()
  const { outbox, view, clock, commands } = services
  const { oldestAt } = useSyncExternalStore(outbox.subscribe, outbox.counts)
  const entries = useSyncExternalStore(outbox.subscribe, outbox.entries)
  // A ring takes this place for a while: coming back is no reason to take the keyboard.
  useEffect(() => view.setState({ isOutboxAsked: false }), [view])
  const ahead = parkedAhead(entries)
  const find = (id: string) => entries.find((entry) => entry.id === id)
  const repair = (id: string) => {
    const entry = find(id)
    if (entry !== undefined) void takeWayOn(entry, { kind: 'repair' }, services)
  }
  return (
    <OutboxList
      title={t('statusBar.outbox')}
      lines={countedEntries(entries).map((entry) => lineOf(entry, ahead.get(entry.id)?.id ?? null, services, t))}
      oldestAt={oldestAt}
      takesFocus={view.getState().isOutboxAsked}
      now={clock.now()}
      others={<><SetAsideBlock /><OthersUnsentBlock /></>}
      renderDetails={(id) => {
        const entry = find(id)
        return entry === undefined ? null : <OutboxOrder entry={entry} />
      }}
      retryNow={() => void Promise.all(entries.filter((entry) => entry.delivery.state === 'waiting').map((entry) => outbox.move(entry.id, { kind: 'desk-back', at: clock.now() })))}
      repair={repair}
      exportAll={() => commands['export-unsent'].perform()}
      importFile={() => commands['import-unsent'].perform()}
      close={() => view.setState({ rightTab: 'reference' })}
    />
  )
}

function lineOf(entry: OutboxEntry, behind: string | null, services: Services, t: TFunction): OutboxLine {
  const { what, number, values, author } = wantedOf(entry.events)
  return {
    id: entry.id,
    number: number ?? '',
    name: values.confidential || values.caller_name === undefined ? null : maskName(values.caller_name),
    matter: what === 'call' ? t('outbox.what.call') : values.category === undefined ? '' : services.catalogue.category(values.category),
    at: entry.enqueuedAt,
    delivery: entry.delivery,
    records: entry.events.length,
    behind,
    writtenBy: author === null ? null : writtenByAnother(author, services),
  }
}
