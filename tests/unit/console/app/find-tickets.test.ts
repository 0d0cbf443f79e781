import { describe, expect, it } from 'vitest'
import { createFindTickets, type FoundTickets } from '../../../../renderer/console/app/find-tickets'
import type { SeatTicket } from '../../../../shared/tickets/caller-cache'
import type { SearchStep, TicketHit } from '../../../../shared/tickets/ticket-search'
import { draftOf, ticketOf, wageComplaint } from '../../../support/drafts'

const ticket = (number: number) => ticketOf(draftOf(number, { values: wageComplaint }))
const hit = (number: number, field: TicketHit['field']): TicketHit => ({ ticket: ticket(number), field })
const settled = () => new Promise((resolve) => setImmediate(resolve))

function open({ byNumber = [] as number[], own = [] as TicketHit[], fails = false } = {}) {
  let tellStep: ((step: SearchStep) => void) | null = null
  let stopped = 0
  const find = createFindTickets({
    cache: {
      lookupTicket: async (): Promise<readonly SeatTicket[]> => {
        if (fails) throw new Error('the disk is gone')
        return byNumber.map((number) => ({ ticket: ticket(number), isPending: false, kept: 'whole' }))
      },
      findOwn: async () => own,
    },
    search: (_meaning, tell) => {
      tellStep = tell
      return () => void (stopped += 1)
    },
    homeArea: '023',
  })
  const told: FoundTickets[] = []
  const stop = find('x', (found) => told.push(found))
  return { told, stop, step: (step: SearchStep) => tellStep?.(step), stopped: () => stopped }
}

const shown = (found: FoundTickets | undefined) => found?.hits.map(({ ticket: { number }, field }) => [number.slice(14, 17), field])

describe('a search on this computer', () => {
  it('shows what has the number first, then own work, then the rest; each order once, and nothing moves that stands there', async () => {
    const search = open({ byNumber: [3], own: [hit(2, 'phone'), hit(3, 'phone')] })
    await settled()
    expect(shown(search.told.at(-1))).toEqual([['003', 'number'], ['002', 'phone']])
    search.step({ hits: [hit(2, 'phone'), hit(1, 'phone')], searched: 0, of: 40, state: 'searching' })
    search.step({ hits: [hit(4, 'description')], searched: 40, of: 40, state: 'done' })
    expect(shown(search.told.at(-1))).toEqual([['003', 'number'], ['002', 'phone'], ['001', 'phone'], ['004', 'description']])
    expect(search.told.at(-1)).toMatchObject({ state: 'done', searched: 40, of: 40 })
  })

  it('tells nothing after it was stopped', async () => {
    const search = open()
    await settled()
    const before = search.told.length
    search.stop()
    search.step({ hits: [hit(1, 'note')], searched: 1, of: 1, state: 'done' })
    expect(search.told).toHaveLength(before)
    expect(search.stopped()).toBe(1)
  })

  it('says that it failed when the disk cannot be read', async () => {
    const search = open({ fails: true })
    await settled()
    expect(search.told).toMatchObject([{ state: 'failed' }])
  })
})
