import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { deskRoutes, maxBatchEvents, type Change } from '../../shared/desk-api/desk-api'
import type { TicketEvent } from '../../shared/tickets/ticket-event'
import { askMain } from './ask-main'
import { createFillLog, type FillOptions } from './fill-log'

/** Puts a made-up log into the desk that runs behind this page, by its own route. Gives how many changes that were. */
export async function fillDeskOf(page: Page, options: FillOptions): Promise<number> {
  const log = createFillLog(options)
  const post = await wayToDesk(page)
  for (let at = 0; at < log.size; at += maxBatchEvents) await post(log.after(at, maxBatchEvents).changes.map(({ event }) => event))
  return log.size
}

/** The copy in this page is forgotten, as after a reset of its storage, and made anew because the desk has something to tell. */
export async function forgetCopyOf(page: Page): Promise<void> {
  await clearPosition(page)
  const [{ event }] = createFillLog({ tickets: 5, numbers: 5, seed: 1, now: Date.now() }).after(0, 1).changes as [Change]
  if (event.type !== 'imported') throw new Error('the made-up log begins with something else')
  const post = await wayToDesk(page)
  await post([{ ...event, id: randomUUID(), ticketId: randomUUID(), data: { ...event.data, externalNo: `GD${Date.now()}` } }])
}

async function wayToDesk(page: Page): Promise<(events: readonly TicketEvent[]) => Promise<void>> {
  const connection = await askMain(page, 'console', 'deskConnection', undefined)
  if (!connection.ok) throw new Error(`no desk: ${connection.error.code}`)
  const { origin, token } = connection.value
  return async (events) => {
    const answer = await fetch(`${origin}${deskRoutes.events}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    })
    if (!answer.ok) throw new Error(`the desk took no more: ${answer.status} ${await answer.text()}`)
  }
}

function clearPosition(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('lingxi-practice-cache')
        opening.onerror = () => reject(new Error('the cache cannot be opened'))
        opening.onsuccess = () => {
          const cleared = opening.result.transaction('meta', 'readwrite')
          cleared.objectStore('meta').clear()
          cleared.oncomplete = () => {
            opening.result.close()
            resolve()
          }
        }
      }),
  )
}
