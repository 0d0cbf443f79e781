import { describe, expect, it } from 'vitest'
import { createDesk } from '../../../electron/desk/desk'
import { practiceDataAuthor, practiceHistory } from '../../../electron/desk/practice-seed'
import { loadPracticeCallers } from '../../../shared/callers/practice-callers'
import { isOpen } from '../../../shared/tickets/ticket-rules'
import { foldTicket } from '../../../shared/tickets/ticket'
import { ticketEventSchema } from '../../../shared/tickets/ticket-event'
import { morning } from '../../support/drafts'
import { createMemoryDeskStore } from '../../support/desk/memory-desk-store'

const day = 86_400_000
const callers = loadPracticeCallers()
const seeded = practiceHistory(callers, morning)
const ofNumber = (key: string) => seeded.filter(({ personal }) => personal?.caller?.historyKey === key)

describe('the past of the synthetic callers', () => {
  it('is one event for every line of their histories, well formed', () => {
    expect(seeded).toHaveLength(callers.flatMap(({ history }) => history).length)
    for (const event of seeded) expect(ticketEventSchema.parse(event)).toEqual(event)
  })

  it('has the same ids at every start and other times on another day', () => {
    const tomorrow = practiceHistory(callers, (morning + day) as typeof morning)
    expect(tomorrow.map(({ id, ticketId }) => [id, ticketId]).sort()).toEqual(seeded.map(({ id, ticketId }) => [id, ticketId]).sort())
    expect(tomorrow[0]!.happenedAt - seeded[0]!.happenedAt).toBe(day)
    expect(new Set(seeded.flatMap(({ id, ticketId }) => [id, ticketId])).size).toBe(seeded.length * 2)
  })

  it('lies before now, oldest first', () => {
    const times = seeded.map(({ happenedAt }) => happenedAt)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.at(-1)).toBeLessThan(morning)
  })

  it('gives people who share a number different person ids under one key', () => {
    const dormitory = ofNumber('862390000003')
    const people = new Map(dormitory.map(({ personal }) => [personal?.values?.caller_name, personal?.caller?.personId]))
    expect([...people.keys()].sort()).toEqual(['亓明亮', '罗仕英', '邹大勇'].sort())
    expect(new Set(people.values()).size).toBe(3)
  })

  it('gives one person with two numbers one person id', () => {
    const keys = seeded.filter(({ personal }) => personal?.values?.caller_name === '诸葛小满').map(({ personal }) => personal?.caller)
    expect(new Set(keys.map((caller) => caller?.historyKey)).size).toBe(2)
    expect(new Set(keys.map((caller) => caller?.personId)).size).toBe(1)
  })

  it('turns states into codes: open orders are open, calls without content are no orders', () => {
    const dormitory = ofNumber('862390000003').map((event) => foldTicket(null, event))
    expect(dormitory.map(({ state }) => state)).toEqual(['CLOSED', 'ANSWERED', 'CLOSED', 'HANDLING'])
    expect(dormitory.map(({ state }) => isOpen(state))).toEqual([false, false, false, true])
    const nuisance = ofNumber('8615400000017').map((event) => foldTicket(null, event))
    expect(nuisance.slice(1)).toSatisfy((calls: typeof nuisance) => calls.every(({ state }) => state === 'CALL_RECORD'))
  })

  it('is accepted by a desk as one batch', async () => {
    const clock = { now: () => morning }
    const desk = createDesk({ store: createMemoryDeskStore(), clock, author: practiceDataAuthor, practice: true })
    expect(await desk.accept({ events: seeded })).toMatchObject({ ok: true })
    expect(await desk.newest()).toBe(seeded.length)
  })
})
