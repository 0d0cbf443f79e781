import type { Change, ChangesAnswer } from '../../shared/desk-api/desk-api'
import type { HistoryKey } from '../../shared/callers/phone-number'
import type { Author, CallerFacts, TicketEvent } from '../../shared/tickets/ticket-event'

export interface FillOptions {
  readonly tickets: number
  /** Telephone numbers; a few of them bring many tickets, every fiftieth serves three people. */
  readonly numbers: number
  readonly seed: number
  /** UTC ms; the tickets lie in the two years before. */
  readonly now: number
  /** Whether its own orders are made-up ones of practice; they are unless told. */
  readonly practice?: boolean
  /** Gives one of the numbers (by its index) a key of one's own choice, so that somebody can ring from it. */
  readonly known?: { readonly index: number; readonly key: string }
}

/** The log of a desk that has been at work for two years, made up as it is asked for. The same options give the same log. */
export interface FillLog {
  /** Count of changes; positions run from 1 to this. */
  readonly size: number
  change(position: number): Change
  after(position: number, limit: number): ChangesAnswer
  keyOf(number: number): HistoryKey
}

const author: Author = { kind: 'agent', id: '8017', name: '示例', seat: '8017' }
const day = 86_400_000
const categories = ['WAGE-01', 'WAGE-02', 'WAGE-05', 'CONTRACT-01', 'INJURY-01', 'SOCIAL-02', 'HOURS-01', 'WOMEN-02']
const districts = ['500101', '500103', '500106', '500107', '500108', '500109', '500112', '500113']
const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高'
const given = '伟芳娜敏静丽强磊洋勇艳杰娟涛明超秀霞平刚桂英'

/** Four orders of an older system (one event each), then one of our own (five events). */
const eventsPerRound = 9
const ticketsPerRound = 5

export function createFillLog({ tickets, numbers, seed, now, known, practice = true }: FillOptions): FillLog {
  const keyOf = (number: number) => (number === known?.index ? (known.key as HistoryKey) : fictiveKey(number))

  const rounds = Math.ceil(tickets / ticketsPerRound)
  const size = rounds * eventsPerRound

  function caller(ticket: number): { facts: CallerFacts; name: string } {
    const roll = random(seed, ticket, 1)
    // One number in a hundred brings every fifth ticket: dormitories, agents of many, people who ring every week.
    const number = roll < 0.2 ? Math.floor(random(seed, ticket, 2) * Math.max(1, numbers / 100)) : Math.floor(random(seed, ticket, 3) * numbers)
    const person = number % 50 === 0 ? Math.floor(random(seed, ticket, 4) * 3) : 0
    const facts: CallerFacts = { personId: uuid(2, number * 3 + person), relation: 'known', historyKey: keyOf(number), numberDisplay: '' }
    return { facts, name: nameOf(number * 3 + person) }
  }

  function event(ticket: number, step: number): TicketEvent {
    const at = now - (1 - ticket / (rounds * ticketsPerRound)) * 730 * day
    const createdAt = Math.round(at)
    const { facts, name } = caller(ticket)
    const base = {
      id: uuid(3, ticket * eventsPerRound + step), ticketId: uuid(1, ticket), author, happenedAt: createdAt, recordedAt: createdAt, basedOn: step, personal: null,
    }
    const category = categories[Math.floor(random(seed, ticket, 5) * categories.length)] ?? 'WAGE-02'
    const district = districts[Math.floor(random(seed, ticket, 6) * districts.length)] ?? '500103'
    const employer = `重庆示例${Math.floor(random(seed, ticket, 7) * 5_000)}号劳务有限公司`
    const isOpen = random(seed, ticket, 8) < 0.05
    if (ticket % ticketsPerRound < ticketsPerRound - 1) {
      const data = {
        externalNo: `GD${20_240_000_000_000 + ticket}`, createdAt, requestType: 'TS', category, district: '', districtCode: district, employer,
        state: isOpen ? 'HANDLING' : 'CLOSED', dueAt: createdAt + 14 * day, satisfaction: isOpen ? null : 'satisfied', disposition: null,
        amountFen: ticket * 100, confidential: ticket % 200 === 0,
      }
      return { ...base, type: 'imported', data, personal: { caller: facts, values: { caller_name: name }, summary: `反映${employer}拖欠工资` } }
    }
    const call = { callId: uuid(4, ticket), queueCallId: null, queue: 'hotline', startedAt: createdAt, answeredAt: createdAt, endedAt: createdAt }
    switch (step) {
      case 0:
        return { ...base, type: 'opened', data: { number: `20260101-9000-${String(ticket).padStart(6, '0')}-1`, practice, channel: 'phone', call } }
      case 1:
        return { ...base, type: 'caller-identified', data: {}, personal: { caller: facts } }
      case 2:
        return {
          ...base, type: 'facts-recorded',
          data: { values: { request_type: 'TS', category, work_district: district, employer_name: employer, amount_owed_fen: ticket * 100 } },
          personal: { values: { caller_name: name, description: `${name}反映在${employer}做工，工资拖欠至今，多次催要无果，要求尽快支付。` } },
        }
      case 3:
        return { ...base, type: 'emotions-recorded', data: { start: [{ code: 'ANXIOUS', level: 2 }], end: null } }
      default:
        return isOpen
          ? { ...base, type: 'sent-for-dispatch', data: { proposal: { leadUnit: 'QXGH@500103', cooperatingUnits: [], district, handleDueAt: createdAt + 14 * day } } }
          : { ...base, type: 'answered-directly', data: { knowledgeEntries: ['KB001'] } }
    }
  }

  function change(position: number): Change {
    const round = Math.floor((position - 1) / eventsPerRound)
    const place = (position - 1) % eventsPerRound
    const step = Math.max(0, place - (ticketsPerRound - 1))
    return { position, version: step + 1, event: event(round * ticketsPerRound + Math.min(place, ticketsPerRound - 1), step) }
  }

  return {
    size,
    change,
    after: (position, limit) => ({
      changes: Array.from({ length: Math.max(0, Math.min(limit, size - position)) }, (_, index) => change(position + 1 + index)),
      newest: size,
    }),
    keyOf,
  }
}

/** 154 is in no mobile range, so these are nobody's numbers; practice's own callers begin at 1540000. */
function fictiveKey(number: number): HistoryKey {
  return `86154${String(10_000_000 + number)}` as HistoryKey
}

function nameOf(person: number): string {
  const pick = (from: string, salt: number) => from[Math.floor(random(person, salt, 9) * from.length)] ?? ''
  return `${pick(surnames, 1)}${pick(given, 2)}${person % 3 === 0 ? '' : pick(given, 3)}`
}

function uuid(kind: number, number: number): string {
  return `01900000-000${kind}-7000-8000-${number.toString(16).padStart(12, '0')}`
}

/** Evenly spread over [0, 1), a function of its three whole numbers. */
function random(seed: number, number: number, salt: number): number {
  let mixed = Math.imul(seed + 0x9e37, 0x85ebca77) ^ Math.imul(number + salt * 0x632b, 0xc2b2ae3d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x27d4eb2f)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0x9e3779b1)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
}

