import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallLog, CallLogEntry } from '../../../shared/calls/call-log'
import { isPersonal, numberOfStoredKey, parsePhoneNumber } from '../../../shared/callers/phone-number'
import type { CallerCache } from '../../../shared/tickets/caller-cache'
import type { Ticket } from '../../../shared/tickets/ticket'
import { withTickets, type LoggedCall } from './logged-call'

/** Newest first. `hasOlder`: the log goes further back than what was read. */
export interface ListedCalls {
  readonly calls: readonly LoggedCall[]
  readonly hasOlder: boolean
}

export interface CallList {
  readonly store: StoreApi<ListedCalls>
  /** Reads the log again; on a disk that cannot be read, the list stays as it was. */
  refresh(): Promise<void>
  /** Calls of a number that is typed in full, however old; null when `text` is none. */
  ofNumber(text: string): Promise<readonly LoggedCall[] | null>
  /** Among all that was read so far. */
  find(callId: string): LoggedCall | null
}

/** Some weeks of a busy seat. */
export const callsRead = 1000
const mostOfNumber = 100

export function createCallList(log: Pick<CallLog, 'recent' | 'ofNumber'>, cache: Pick<CallerCache, 'lookupTicket'>, homeArea: string): CallList {
  const store = createStore<ListedCalls>(() => ({ calls: [], hasOlder: false }))
  let last: Promise<void> = Promise.resolve()
  let older: readonly LoggedCall[] = []

  async function read(): Promise<void> {
    const entries = await log.recent(callsRead)
    store.setState({ calls: await withTickets(entries, cache), hasOlder: entries.length === callsRead }, true)
  }

  return {
    store,
    refresh() {
      last = last.then(read).catch(() => undefined)
      return last
    },
    async ofNumber(text) {
      const number = parsePhoneNumber(text, { homeArea })
      if (!isPersonal(number)) return null
      older = await withTickets(await log.ofNumber(number.key, mostOfNumber), cache)
      return older
    },
    find: (callId) => [...store.getState().calls, ...older].find(({ entry }) => entry.callId === callId) ?? null,
  }
}

/** Whose order is confidential is found by its number and by nothing that names the caller. */
export function isSecretCall({ tickets }: LoggedCall): boolean {
  return tickets.some(({ values }) => values.confidential === true)
}

/**
 * The calls that a text means: digits are part of a telephone or an order number, anything else part of a name. A text of
 * one or two digits means too many to be a search by number.
 */
export function callsMatching(calls: readonly LoggedCall[], text: string): readonly LoggedCall[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return calls
  const digits = wanted.replaceAll(/[\s+()-]/g, '')
  if (/^\d{3,}$/.test(digits)) return calls.filter((call) => holdsDigits(call, digits))
  return calls.filter((call) => !isSecretCall(call) && call.tickets.some(({ values }) => values.caller_name?.toLowerCase().includes(wanted)))
}

function holdsDigits(call: LoggedCall, digits: string): boolean {
  const { ticketNumbers } = call.entry
  if (ticketNumbers.some((number) => number.replaceAll('-', '').includes(digits))) return true
  const number = isSecretCall(call) ? null : redialNumber(call.entry)
  return number !== null && number.includes(digits)
}

function numberOf(historyKey: string | null): string | null {
  const number = numberOfStoredKey(historyKey)
  return number !== null && 'dial' in number ? number.dial : null
}

/** What to dial to reach the far end of a call again; null when its number is not known. */
export function redialNumber(entry: CallLogEntry): string | null {
  return numberOf(entry.historyKey) ?? extensionOf(entry)
}

/** Somebody to be called from a list, and the numbers of the orders that it is about. */
export interface ChosenNumber {
  readonly number: string
  readonly orders: readonly string[]
}

/** The caller of an order; null when no number is known. */
export function callerOfOrder(ticket: Ticket | null): ChosenNumber | null {
  const number = numberOf(ticket?.caller?.historyKey ?? null)
  return number === null || ticket === null ? null : { number, orders: [ticket.number] }
}

/** The far end of a call once more, about whatever came of it. */
export function farEndOf(entry: CallLogEntry): ChosenNumber | null {
  const number = redialNumber(entry)
  return number === null ? null : { number, orders: entry.ticketNumbers.slice(0, mostOrders) }
}

/** More is nobody's call. */
const mostOrders = 20

/** An extension of the own exchange: no person's number, so it has no key of anybody's past and need not be masked. */
export function extensionOf({ historyKey, numberDisplay }: CallLogEntry): string | null {
  return historyKey === null && /^\d{2,6}$/.test(numberDisplay) ? numberDisplay : null
}
