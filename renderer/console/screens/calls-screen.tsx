import type { TFunction } from 'i18next'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallLogEntry } from '../../../shared/calls/call-log'
import { maskName, maskPhone, maskText } from '../../../shared/callers/masking'
import { numberOfStoredKey } from '../../../shared/callers/phone-number'
import { namesIn } from '../../../shared/tickets/masked-ticket'
import type { RevealedPart } from '../../../shared/tickets/reveal'
import { callsMatching, extensionOf, isSecretCall, redialNumber } from '../app/call-list'
import type { LoggedCall } from '../app/logged-call'
import { outcomeWords, stepWords } from '../app/call-words'
import type { RevealTarget } from '../app/reveals'
import { useServices, type Services } from '../app/services'
import { usePrintedKeys } from '../app/shell-hooks'
import { useSlice, useStore } from '../app/use-vanilla-store'
import { CallList, type CallRow } from '../features/call-log/call-list'
import { CallView, type CallFacts } from '../features/call-log/call-view'
import classes from '../features/call-log/call-log.module.css'
import { RevealAction } from './person-actions'
import { revealLines } from './reveal-words'
import { formatClock, formatDay, formatSpan } from '../../ui/format-time'

/** More than anybody reads through; who looks for one searches. */
const mostShown = 200

/** Every call of this seat with what became of it: search, course, redial. */
export function CallsScreen() {
  const { t } = useTranslation()
  const { callList, today, view, seat } = useServices()
  const { calls, hasOlder } = useStore(callList.store)
  const day = useStore(today.store, (state) => state.calls)
  const selected = useStore(view, (state) => state.callId)
  const { onLine } = useSlice(seat.store, (state) => ({ onLine: state.line.calls.flatMap((call) => (call.state === 'ended' ? [] : [call.id])).join(' ') }))
  const [query, setQuery] = useState('')
  const text = useDeferredValue(query)
  const older = useCallsOfNumber(text)
  useEffect(() => void callList.refresh(), [callList, day])
  const found = useMemo(() => {
    const matching = callsMatching(calls, text)
    const known = new Set(matching.map(({ entry }) => entry.callId))
    return [...matching, ...older.filter((call) => !known.has(call.entry.callId) && !isSecretCall(call))].sort((one, other) => other.entry.startedAt - one.entry.startedAt)
  }, [calls, older, text])
  const shown = found.slice(0, mostShown)
  const chosen = found.find(({ entry }) => entry.callId === selected) ?? null
  const note = calls.length === 0 ? t('callLog.none') : found.length === 0 ? t('callLog.noneFound') : found.length > mostShown || (hasOlder && text === '') ? t('callLog.older', { count: shown.length }) : null
  return (
    <div className={classes.split}>
      <CallList
        query={query} selected={selected} note={note} search={setQuery}
        rows={shown.map((call) => rowOf(call, onLine.includes(call.entry.callId), t))}
        select={(callId) => view.setState({ callId })}
      />
      <div className={classes.detail} tabIndex={0} role="region" aria-label={t('callLog.title')}>
        {chosen === null
          ? <p className={classes.note}>{t('callLog.choose')}</p>
          : <OneCall key={chosen.entry.callId} chosen={chosen} isOnLine={onLine.includes(chosen.entry.callId)} />}
      </div>
    </div>
  )
}

/** Masked until somebody says why not. */
function OneCall({ chosen, isOnLine }: { readonly chosen: LoggedCall; readonly isOnLine: boolean }) {
  const { t } = useTranslation()
  const services = useServices()
  const { reveals, callList } = services
  const printed = usePrintedKeys()
  const target = useMemo(() => targetOf(chosen, isOnLine), [chosen, isOnLine])
  useEffect(() => reveals.offer(target), [reveals, target])
  useEffect(() => () => reveals.offer(null), [reveals])
  const isRevealed = useStore(reveals.store, (state) => state.shownUntil !== null && state.offered?.id === target.id)
  // What has just been put down is listed.
  useEffect(() => {
    if (isRevealed) void callList.refresh()
  }, [callList, isRevealed])
  return <CallView call={factsOf(chosen, { isOnLine, isRevealed }, services, printed('redial'), t)} actions={<RevealAction />} />
}

/** A call on the line is shown where it is talked on. Of a secret caller nothing is to be seen. */
function targetOf(call: LoggedCall, isOnLine: boolean): RevealTarget {
  const { entry: { callId, historyKey }, tickets } = call
  const number = numberOfStoredKey(historyKey)
  const masked: readonly RevealedPart[] = [
    ...(nameOf(call) === null ? [] : ['name' as const]),
    ...(number === null || maskPhone(number) === number.display ? [] : ['number' as const]),
  ]
  return { kind: 'call', id: callId, ticket: tickets[0] ?? null, parts: isOnLine || isSecretCall(call) ? [] : masked }
}

/** Calls that are older than the list, once a whole number is typed. */
function useCallsOfNumber(text: string): readonly LoggedCall[] {
  const { callList } = useServices()
  const [found, setFound] = useState<{ readonly text: string; readonly calls: readonly LoggedCall[] } | null>(null)
  useEffect(() => {
    let current = true
    void callList.ofNumber(text).then((calls) => current && setFound({ text, calls: calls ?? [] })).catch(() => undefined)
    return () => {
      current = false
    }
  }, [callList, text])
  return useMemo(() => (found?.text === text ? found.calls : []), [found, text])
}

function nameOf({ tickets }: LoggedCall): string | null {
  return tickets.find(({ values }) => values.caller_name)?.values.caller_name ?? null
}

/** Masked, or in full; of a secret caller only that there is one. */
function whoOf(call: LoggedCall, isFull: boolean, t: TFunction): string {
  if (isSecretCall(call)) return t('seat.secretCaller')
  const name = nameOf(call)
  const number = numberOf(call.entry, isFull, t)
  return name === null ? number : `${isFull ? name : maskName(name)} · ${number}`
}

function numberOf(entry: CallLogEntry, isFull: boolean, t: TFunction): string {
  const number = numberOfStoredKey(entry.historyKey)
  if (number === null) return extensionOf(entry) ?? t('ringStage.notShown')
  return isFull ? number.display : maskPhone(number)
}

function wayOf({ direction, manual }: CallLogEntry, t: TFunction): string {
  return t(manual === undefined ? `callLog.direction.${direction}` : 'manualCall.way')
}

function talkOf({ answeredAt, endedAt }: CallLogEntry): number | null {
  return answeredAt === null || endedAt === null ? null : endedAt - answeredAt
}

const inVain: ReadonlySet<CallLogEntry['outcome']> = new Set(['missed', 'cancelled-by-caller', 'failed', 'lost'] as const)

function rowOf(call: LoggedCall, isOnLine: boolean, t: TFunction): CallRow {
  const { entry } = call
  return {
    id: entry.callId,
    at: entry.startedAt,
    way: wayOf(entry, t),
    who: whoOf(call, false, t),
    outcome: outcomeWords(entry, isOnLine, t),
    isInVain: inVain.has(entry.outcome),
    talkMs: talkOf(entry),
  }
}

function factsOf(call: LoggedCall, { isOnLine, isRevealed }: { readonly isOnLine: boolean; readonly isRevealed: boolean }, { catalogue, commands, line, view }: Services, keys: string | null, t: TFunction): CallFacts {
  const { entry } = call
  const { record } = entry
  const isByHand = entry.manual !== undefined
  const talkMs = talkOf(entry)
  const rangMs = (entry.answeredAt ?? entry.endedAt ?? entry.startedAt) - entry.startedAt
  const fact = (name: string, value: string | null) => (value === null ? [] : [{ name: t(`callLog.facts.${name}`), value }])
  const names = call.tickets.flatMap(({ values }) => namesIn(values))
  const { capabilities } = line.snapshot()
  const barred = redialNumber(entry) === null ? 'no-number' : capabilities.practice ? 'practice' : capabilities.dial ? null : 'no-line'
  return {
    who: whoOf(call, isRevealed, t),
    masked: isRevealed ? whoOf(call, false, t) : null,
    facts: [
      ...fact('started', `${wayOf(entry, t)} ${formatDay(entry.startedAt)} ${formatClock(entry.startedAt)}`),
      ...fact('queue', entry.queue === null ? null : catalogue.queue(entry.queue)),
      ...fact('outcome', outcomeWords(entry, isOnLine, t)),
      ...fact('ended', record?.endedBy == null ? null : t(`callLog.endedBy.${record.endedBy}`)),
      ...fact('code', record?.sipCode == null ? null : String(record.sipCode)),
      ...fact('rang', isByHand ? null : formatSpan(rangMs)),
      ...fact('talk', talkMs === null ? null : formatSpan(talkMs)),
      ...fact('reveals', revealLines([...(entry.reveals ?? []), ...call.tickets.flatMap(({ reveals }) => reveals)], (text) => maskText(text, names), t)),
      ...fact('sound', talkMs === null || record === null ? null : soundWords(record.sound, t)),
    ],
    steps: stepWords(record?.steps ?? [], t),
    orders: call.tickets.map((ticket) => ({ number: ticket.number, open: () => view.setState({ place: 'tickets', homePlace: 'tickets', ticketId: ticket.id }) })),
    redial: {
      keys,
      enabled: commands.redial.enabled(),
      note: barred === null ? null : t(`callLog.redialNote.${barred}`),
      perform: () => commands.redial.perform(),
    },
  }
}

function soundWords(sound: NonNullable<CallLogEntry['record']>['sound'], t: TFunction): string {
  if (sound === null || sound.samples === 0) return t('callLog.sound.none')
  const words = [
    t('callLog.sound.value', { mean: sound.meanOpinion.toFixed(1), worst: sound.worstOpinion.toFixed(1) }),
    sound.worstLoss < 0.01 ? null : t('callLog.sound.loss', { percent: Math.round(sound.worstLoss * 100) }),
    sound.worstRoundTripMs === null || sound.worstRoundTripMs < 1 ? null : t('callLog.sound.roundTrip', { count: Math.round(sound.worstRoundTripMs) }),
    sound.oneWayTimes === 0 ? null : t('callLog.sound.oneWay', { count: sound.oneWayTimes }),
  ]
  return words.filter((word) => word !== null).join(t('app.list.clauses'))
}
