import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dialledNumber } from '../../../shared/callers/dialled-number'
import type { LineError } from '../../../shared/calls/phone-line'
import type { Result } from '../../../shared/lib/result'
import { reportLine } from '../app/commands'
import { useServices } from '../app/services'
import { usePrintedKeys } from '../app/shell-hooks'
import { useSlice, useStore } from '../app/use-vanilla-store'
import { Dialler, type DiallerEntry, type DiallerWay } from '../features/dialler/dialler'
import { callInHand, liveCall } from '../seat/seat-store'

/** Who is called: about the caller on the line, who waits meanwhile or is put through; without a call, anybody. */
export function DiallerOverlay() {
  const { view } = useServices()
  return useStore(view, ({ overlay }) => overlay === 'dialler') ? <OpenDialler /> : null
}

function OpenDialler() {
  const { t } = useTranslation()
  const { view, seat, catalogue, start } = useServices()
  const printed = usePrintedKeys()
  // Read once: the number is the agent's to change.
  const [initial] = useState(() => view.getState().dialling)
  useEffect(() => view.setState({ dialling: '' }), [view])
  const { capabilities, callId, isInRoom } = useSlice(seat.store, ({ line }) => ({ capabilities: line.capabilities, callId: callInHand(line)?.id ?? null, isInRoom: liveCall(line)?.room != null }))
  // The call that it was opened for is over, or another one has begun.
  useEffect(() => seat.store.subscribe(({ line }) => {
    if ((callInHand(line)?.id ?? null) !== callId) view.setState({ overlay: null })
  }), [callId, seat, view])
  const way = (id: string, perform: (number: string) => Promise<Result<void, LineError>>): DiallerWay => ({
    id, label: t(`dialler.way.${id}`),
    perform(number) {
      view.setState({ overlay: null })
      reportLine(view, perform(number))
    },
  })
  const ways: DiallerWay[] = callId === null
    ? [way('dial', seat.dial)]
    : [...(capabilities.attendedTransfer ? [way('consult', seat.consult)] : []), ...(capabilities.blindTransfer && !isInRoom ? [way('transfer', seat.transfer)] : [])]
  const [first, ...others] = ways
  if (first === undefined) return null
  const find = (text: string): readonly DiallerEntry[] => {
    const typed = dialledNumber(text, { homeArea: start.homeArea })
    const wanted = text.toLowerCase()
    const listed = catalogue.departmentPhones.filter(({ name, initials, number }) => name.toLowerCase().includes(wanted) || initials.startsWith(wanted) || number.startsWith(wanted))
    const isListed = listed.some(({ number }) => number === typed)
    return [...(typed === null || isListed ? [] : [{ number: typed, name: null }]), ...listed]
  }
  return (
    <Dialler
      title={t(callId === null ? 'dialler.title.dial' : 'dialler.title.ask')}
      note={callId === null ? t('dialler.note.dial') : t('dialler.note.ask', { join: printed('join') ?? '', complete: printed('complete-transfer') ?? '' })}
      initial={initial}
      ways={[first, ...others]}
      find={find}
      onClose={() => view.setState({ overlay: null })}
    />
  )
}
