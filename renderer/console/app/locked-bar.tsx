import { IconMicrophone, IconMicrophoneOff, IconPhone, IconPhoneEnd, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '../../../shared/calls/call'
import { maskPhone } from '../../../shared/callers/masking'
import { Elapsed } from '../../ui/elapsed'
import { SeverityBadge } from '../../ui/severity-badge'
import { CallBar, CallBarNote, CallBarTimer, CallBarTitle, type CallBarAction } from '../features/call-bar/call-bar'
import { callInHand, ringingCall } from '../seat/seat-store'
import type { CommandId } from './command-list'
import { printChord } from './keymap'
import { microphoneWords } from './line-words'
import type { LockedSeat } from './open-locked'
import { useSlice } from './use-vanilla-store'

/** The call bar of a locked seat: the call can be taken and ended, and nothing of whoever is on it is told. */
export function LockedBar({ locked, agent }: { readonly locked: LockedSeat; readonly agent: string }) {
  const { t } = useTranslation()
  const { call, state, second } = useSlice(locked.seat.store, ({ line, agent: now }) => ({
    call: callInHand(line), state: now, second: callInHand(line)?.state === 'live' && ringingCall(line) !== null,
  }))
  const kind = call?.state === 'live' && call.hold !== 'off' ? 'held' : call?.state === 'dialling' ? 'dialling' : state.kind
  const timer = call?.state === 'live' ? null : <Elapsed since={call?.startedAt ?? state.since} />
  return (
    <CallBar
      busy={call !== null}
      drill={null}
      state={{ kind: state.kind, word: t(`seat.state.${kind}`), timer }}
      agent={agent}
      actions={call === null ? [] : actionsFor(call, second, buttonOf(locked), t)}
    >
      {call === null ? <CallBarNote>{t(state.kind === 'ready' ? 'lock.bar.ready' : `lock.bar.${state.kind}`)}</CallBarNote> : <CallWords locked={locked} call={call} />}
    </CallBar>
  )
}

type MakeButton = (id: CommandId, label: string, icon: ReactNode, extra?: Partial<CallBarAction>) => CallBarAction

function buttonOf({ commands, keymap }: LockedSeat): MakeButton {
  return (id, label, icon, extra = {}) => {
    const chord = keymap.keysOf(id)
    return { id, label, icon, keys: chord === null ? null : printChord(chord), enabled: commands[id].enabled(), perform: () => commands[id].perform(), ...extra }
  }
}

function actionsFor(call: Call, second: boolean, button: MakeButton, t: TFunction): CallBarAction[] {
  const icon = { size: 18, stroke: 1.8 }
  const say = (key: string) => t(`seat.action.${key}`)
  const answer = (word: string) => button('answer', say(word), <IconPhone {...icon} />, { look: 'answer' })
  const decline = button('decline', say('decline'), <IconX {...icon} />, { look: 'outline' })
  const hangUp = button('hang-up', say('hangUp'), <IconPhoneEnd {...icon} />, { look: 'outline' })
  if (call.state === 'ringing' || call.state === 'answering') return [answer('answer'), decline]
  if (call.state !== 'live') return [hangUp]
  const isHeld = call.hold === 'held' || call.hold === 'resuming'
  return [
    ...(second ? [answer('answerSecond'), decline] : []),
    button('mute', say(call.muted ? 'unmute' : 'mute'), call.muted ? <IconMicrophoneOff {...icon} /> : <IconMicrophone {...icon} />, { pressed: call.muted }),
    button('hold', say(isHeld ? 'resume' : 'hold'), isHeld ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />, { pressed: isHeld }),
    hangUp,
  ]
}

function CallWords({ locked, call }: { readonly locked: LockedSeat; readonly call: Call }) {
  const { t } = useTranslation()
  const { number, microphone } = useSlice(locked.seat.store, ({ callers, line }) => ({ number: callers.get(call.id)?.identity.number, microphone: line.microphone }))
  const isRinging = call.state === 'ringing' || call.state === 'answering'
  const masked = number === undefined ? null : number.kind === 'anonymous' ? t('ringStage.notShown') : maskPhone(number)
  const mute = call.state === 'live' ? (call.canBeHeard ? null : t('seat.bar.noMicrophone')) : isRinging ? microphoneWords(microphone, t) : null
  const queue = call.offer.queue === null ? null : t(`ringStage.queueNames.${call.offer.queue}`, { defaultValue: call.offer.queue })
  return (
    <>
      {isRinging && <CallBarTitle>{t('seat.bar.ringTitle')}</CallBarTitle>}
      {call.state === 'live' && <CallBarTimer><Elapsed since={call.answeredAt} /></CallBarTimer>}
      {locked.isRed(call.id) && <SeverityBadge severity="RED" label={t('lock.red')} look="solid" />}
      <CallBarNote look={mute === null ? 'plain' : 'bad'}>{[mute, masked, queue].filter(Boolean).join(' · ')}</CallBarNote>
    </>
  )
}
