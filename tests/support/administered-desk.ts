import type { AdministrationPort, AdministrationProblem, Person, Seat } from '../../renderer/console/features/administration/administration-port'
import type { ListRecord } from '../../shared/desk-api/desk-records'
import type { BookEntry, BookFault } from '../../shared/desk-book/desk-book'
import { goLiveChecks } from '../../shared/golive/go-live-check'
import type { GoLiveResult, GoLiveSheet } from '../../shared/golive/go-live-sheet'
import { err, ok } from '../../shared/lib/result'
import { testUuid } from './drafts'

export interface AdministeredDesk extends AdministrationPort {
  /** What has been asked for that changes something, in order. */
  readonly changes: readonly { readonly what: string; readonly with: unknown }[]
  /** Why the next question is refused. */
  refuseNext(problem: AdministrationProblem): void
  /** What it has against every workbook from now on. */
  faultNext(faults: readonly BookFault[]): void
}

export const administrator: Person = { id: testUuid(1), login: 'admin', name: '管理甲', roles: ['ADMIN'], unit: null, isActive: true, mustChangePassword: false, version: 1 }
export const agentLi: Person = { id: testUuid(2), login: 'li.min', name: '李敏', roles: ['AGENT', 'CALLBACK'], unit: null, isActive: true, mustChangePassword: true, version: 4 }
export const seat8017: Seat = { code: '8017', name: '东排 3 号', hasSip: true, isActive: true, isInUse: true, version: 2 }

export const goLiveNow = Date.parse('2026-11-28T09:00:00+08:00')
export const bookEntries: readonly BookEntry[] = [{ list: 'people', key: 'li.min', value: { name: '李敏', roles: ['AGENT', 'CALLBACK'] }, isActive: true }]

/** A shared desk that remembers what an administrator does; versions count as the real one's do. */
export function administeredDesk(): AdministeredDesk {
  let people: readonly Person[] = [administrator, agentLi]
  let seats: readonly Seat[] = [seat8017]
  let records: readonly ListRecord[] = [{ kind: 'queues', key: 'hotline', value: { zh: '劳动维权', en: 'Labour rights', colour: '#1f7a8c' }, isActive: true, version: 1 }]
  let refusal: AdministrationProblem | null = null
  const changes: { readonly what: string; readonly with: unknown }[] = []

  async function answer<T>(make: () => T) {
    const problem = refusal
    refusal = null
    return problem === null ? ok(make()) : err(problem)
  }
  const change = <T>(what: string, given: unknown, make: () => T) => answer(() => {
    changes.push({ what, with: given })
    return make()
  })
  const personOf = (id: string) => people.find((person) => person.id === id) ?? administrator

  const results = new Map<string, GoLiveResult[]>()
  let bookFaults: BookFault[] = []
  const sheet = (): GoLiveSheet => ({
    now: goLiveNow,
    ages: { routeDays: 90, lineDays: 30, restoreDays: 90, certificateDays: 30 },
    checks: goLiveChecks.map(({ id, proof }) => ({
      id, results: results.get(id) ?? [],
      finding: id === 'next-year' ? { isGood: false, code: 'year-missing', facts: { year: 2027 } } : proof === 'desk' ? { isGood: true, code: 'seats-in-use', facts: { count: 2 } } : null,
    })),
  })

  return {
    changes,
    faultNext: (faults) => void (bookFaults = [...faults]),
    refuseNext: (problem) => void (refusal = problem),
    people: () => answer(() => people),
    addPerson: (person) => change('addPerson', person, () => {
      const added: Person = { ...person, id: testUuid(10 + people.length), isActive: true, mustChangePassword: true, version: 1 }
      people = [...people, added]
      return { person: added, password: 'kite-lamp-4821' }
    }),
    changePerson: (given) => change('changePerson', given, () => {
      people = people.map((person) => (person.id === given.id ? { ...person, ...given, version: person.version + 1 } : person))
      return personOf(given.id)
    }),
    resetPassword: (id) => change('resetPassword', id, () => ({ person: personOf(id), password: 'river-moss-7733' })),
    signOutEverywhere: (id) => change('signOutEverywhere', id, () => ({})),
    seats: () => answer(() => seats),
    addSeat: (given) => change('addSeat', given, () => {
      const added: Seat = { code: given.code ?? '8018', name: given.name, hasSip: given.sip !== null, isActive: true, isInUse: false, version: 1 }
      seats = [...seats, added]
      return added
    }),
    changeSeat: (given) => change('changeSeat', given, () => {
      seats = seats.map((seat) => (seat.code === given.code ? { ...seat, name: given.name, isActive: given.isActive, version: seat.version + 1 } : seat))
      return seats.find(({ code }) => code === given.code) ?? seat8017
    }),
    freeSeat: (code) => change('freeSeat', code, () => ({})),
    records: (kind) => answer(() => records.filter((record) => record.kind === kind)),
    changeRecord: (record) => change('changeRecord', record, () => {
      const saved = { ...record, version: record.version + 1 }
      records = [...records.filter(({ kind, key }) => kind !== record.kind || key !== record.key), saved]
      return saved
    }),
    retention: () => answer(() => ({ last: { day: '2026-11-28', months: 60, orders: 12, held: 1, endedAt: goLiveNow } })),
    audit: ({ after }) => answer(() => ({
      days: [{ day: '2026-11-28', lastNumber: 2 }],
      rows: after > 0 ? [] : [
        { number: 1, at: Date.parse('2026-11-28T01:00:00Z'), entry: { by: { kind: 'person' as const, id: administrator.id, seat: '8001' }, act: { kind: 'person-added' as const, personId: agentLi.id, roles: ['AGENT'] } } },
        ...['red-accepted', 'red-emergency-rung', 'red-rung'].map((what, at) => ({ number: 3 + at, at: Date.parse('2026-11-28T01:06:00Z'), entry: { by: { kind: 'person' as const, id: agentLi.id, seat: '8002' }, act: { kind: 'floor-told' as const, what, about: agentLi.id, to: agentLi.id, done: true } } })),
        { number: 6, at: Date.parse('2026-11-28T01:07:00Z'), entry: { by: { kind: 'person' as const, id: agentLi.id, seat: '8002' }, act: { kind: 'floor-told' as const, what: 'red-accepted', about: agentLi.id, to: agentLi.id, done: false } } },
        {
          number: 7, at: Date.parse('2026-11-28T01:08:00Z'),
          entry: { by: { kind: 'person' as const, id: agentLi.id, seat: '8002' }, act: { kind: 'call-revealed' as const, revealId: agentLi.id, callId: agentLi.id, queueCallId: null, startedAt: Date.parse('2026-11-25T01:00:00Z'), lookedAt: Date.parse('2026-11-25T02:30:00Z'), facts: { parts: ['number' as const], reason: 'other' as const, note: '家属来电' } } },
        },
        ...[true, false].map((proven, at) => ({
          number: 8 + at, at: Date.parse('2026-11-28T01:09:00Z'),
          entry: { by: { kind: 'person' as const, id: administrator.id, seat: '8001' }, act: { kind: 'work-delivered' as const, parcelId: agentLi.id, authorId: agentLi.id, events: 4 + at, proven } },
        })),
        { number: 2, at: Date.parse('2026-11-28T01:05:00Z'), entry: { by: { kind: 'desk' as const }, act: { kind: 'audit-expired' as const, before: '2025-11-27', rows: 12 } } },
      ],
    })),
    goLive: () => answer(() => sheet()),
    showGoLive: (shown) => change('showGoLive', shown, () => {
      results.set(shown.check, [{ at: goLiveNow, by: { id: administrator.id, name: administrator.name, seat: '8001' }, evidence: shown.evidence }, ...(results.get(shown.check) ?? [])])
      return sheet()
    }),
    book: () => answer(() => ({ entries: [...bookEntries], base: 'base-1' })),
    bringBook: (brought) => answer(() => {
      if (brought.apply) changes.push({ what: 'bringBook', with: brought })
      const plan = { base: 'base-1', faults: bookFaults, changes: bookFaults.length > 0 ? [] : [{ entry: 0, what: 'added' as const }] }
      return { ...plan, passwords: brought.apply ? [{ login: 'zhou', name: '周明兰', password: 'kite-lamp-4821' }] : [] }
    }),
    verifyAudit: () => answer(() => ({ rows: 2, days: 1, expiredDays: 0, head: null, broken: { day: '2026-11-28', number: 2, what: 'changed' as const } })),
  }
}
