import { IconArrowBackUp, IconArrowsExchange, IconCoffee, IconDialpad, IconMicrophone, IconMicrophoneOff, IconPhone, IconPhoneCall, IconPhoneEnd, IconPhoneOutgoing, IconPlayerPause, IconPlayerPlay, IconUsersGroup, IconX } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useSyncExternalStore, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { noAudioDevices } from '../../../shared/calls/audio-devices'
import type { Call } from '../../../shared/calls/call'
import type { LineCapabilities, LineSnapshot } from '../../../shared/calls/phone-line'
import { readSipAddress } from '../../../shared/callers/sip-address'
import type { AgentState } from '../../../shared/queue/agent-state'
import { Elapsed } from '../../ui/elapsed'
import { formatSpan } from '../../ui/format-time'
import { useNow } from '../../ui/use-now'
import { CallBar, CallBarNote, CallBarTimer, CallBarTitle, type CallBarAction } from '../features/call-bar/call-bar'
import { callInHand, isConsulted, liveCalls, ringingCall } from '../seat/seat-store'
import type { CommandId } from './command-list'
import { lineWords, microphoneWords } from './line-words'
import { useServices } from './services'
import { ShellSound } from './shell-sound'
import { useCertificateInTheWay, useOfDraft, usePasswordNeed, usePrintedKeys } from './shell-hooks'
import { useSlice, useStore } from './use-vanilla-store'

/** The call bar as the line, the agent's state and the commands make it. */
export function ShellBar() {
  const { t } = useTranslation()
  const { seat, agent, isPractice, line } = useServices()
  const { call, state, capabilities, others } = useSlice(seat.store, (all) => ({
    call: callInHand(all.line), state: all.agent, capabilities: all.line.capabilities, others: othersOf(all.line),
  }))
  const button = useBarButton()
  const held = call?.state === 'live' && call.hold !== 'off'
  const kind = held ? 'held' : call?.state === 'dialling' ? 'dialling' : state.kind
  return (
    <CallBar
      busy={call !== null}
      drill={isPractice || line.snapshot().capabilities.practice ? t('app.practice.word') : null}
      state={{ kind: state.kind, word: t(`seat.state.${kind}`), timer: <StateTimer state={state} call={call} /> }}
      agent={`${agent.name} ${agent.number}`}
      actions={barActions(call, state, { ...capabilities, others }, button, t)}
    >
      <BarWords call={call} state={state} />
    </CallBar>
  )
}

type MakeButton = (id: CommandId, label: string, icon: ReactNode, extra?: Partial<CallBarAction>) => CallBarAction

function useBarButton(): MakeButton {
  const { commands } = useServices()
  const keys = usePrintedKeys()
  return (id, label, icon, extra = {}) => ({
    id, label, icon, keys: keys(id), enabled: commands[id].enabled(), perform: () => commands[id].perform(), ...extra,
  })
}

/** How it stands between the calls, where there is more than one. */
type Others = 'none' | 'another-rings' | 'another-caller' | 'asking' | 'asked' | 'joined-here' | 'joined-at-pbx'

function othersOf(line: LineSnapshot): Others {
  const { consultation } = line
  if (consultation?.joinedBy === 'pbx') return 'joined-at-pbx'
  if (consultation?.joinedBy === 'line') return 'joined-here'
  const live = liveCalls(line)
  if (consultation !== null) return live.some(({ id }) => isConsulted(line, id)) ? 'asked' : 'asking'
  if (live.length > 1) return 'another-caller'
  return live.length === 1 && ringingCall(line) !== null ? 'another-rings' : 'none'
}

type Can = Pick<LineCapabilities, 'hold' | 'dtmf' | 'dial' | 'blindTransfer' | 'attendedTransfer' | 'conference'> & { readonly others: Others }

function barActions(call: Call | null, state: AgentState, can: Can, button: MakeButton, t: TFunction): CallBarAction[] {
  const icon = { size: 18, stroke: 1.8 }
  const say = (key: string) => t(`seat.action.${key}`)
  if (call?.state === 'ringing' || call?.state === 'answering') {
    return [
      button('answer', say('answer'), <IconPhone {...icon} />, { look: 'answer' }),
      button('hang-up', say('decline'), <IconX {...icon} />, { look: 'outline' }),
    ]
  }
  if (call?.state === 'dialling') return [button('hang-up', say('hangUp'), <IconPhoneEnd {...icon} />, { look: 'outline' })]
  if (call?.state === 'live') {
    const isAsked = call.direction === 'outgoing'
    const isHeld = call.hold === 'held' || call.hold === 'resuming'
    // One that rings meanwhile is what has to be decided now; the rest keeps its place on the keys.
    const second = can.others === 'another-rings' ? [button('answer', say('answerSecond'), <IconPhone {...icon} />, { look: 'answer' }), button('decline', say('decline'), <IconX {...icon} />, { look: 'outline' })] : []
    return [
      ...second,
      button('mute', say(call.muted ? 'unmute' : 'mute'), call.muted ? <IconMicrophoneOff {...icon} /> : <IconMicrophone {...icon} />, { pressed: call.muted }),
      ...(can.hold && can.others !== 'joined-here' ? [button('hold', say(isHeld ? 'resume' : 'hold'), isHeld ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />, { pressed: isHeld })] : []),
      ...(can.dtmf && can.others === 'none' ? [button('dial-pad', say('keys'), <IconDialpad {...icon} />)] : []),
      ...(can.others === 'none' && (can.attendedTransfer || can.blindTransfer) ? [button('dialler', say('ask'), <IconPhoneOutgoing {...icon} />)] : []),
      ...(can.others === 'asked' || can.others === 'another-caller' ? [button('swap', say('swap'), <IconArrowsExchange {...icon} />)] : []),
      ...(can.others === 'asked' || can.others === 'joined-here' ? [button('complete-transfer', say('completeTransfer'), <IconPhoneCall {...icon} />)] : []),
      ...(can.others === 'asked' && can.conference !== 'none' ? [button('join', say('join'), <IconUsersGroup {...icon} />)] : []),
      button('hang-up', say(can.others === 'asked' && isAsked ? 'endConsult' : can.others === 'joined-at-pbx' ? 'leave' : 'hangUp'), <IconPhoneEnd {...icon} />, { look: 'outline' }),
    ]
  }
  const onBreak = state.kind === 'break' || ('next' in state && state.next === 'break')
  const rest = button('toggle-break', say(onBreak ? 'backToWork' : 'takeBreak'), onBreak ? <IconArrowBackUp {...icon} /> : <IconCoffee {...icon} />)
  const dial = can.dial && call === null ? [button('dialler', say('dial'), <IconPhoneOutgoing {...icon} />)] : []
  return state.kind === 'wrap-up' ? [...dial, rest, button('finish-wrap-up', say('finishWrapUp'), <IconPlayerPlay {...icon} />)] : [...dial, rest]
}

function StateTimer({ state, call }: { readonly state: AgentState; readonly call: Call | null }) {
  if (call?.state === 'live') return null
  return <Elapsed since={call?.startedAt ?? state.since} />
}

function BarWords({ call, state }: { readonly call: Call | null; readonly state: AgentState }) {
  const { t } = useTranslation()
  if (call?.state === 'ringing' || call?.state === 'answering') {
    return <><CallBarTitle>{t('seat.bar.ringTitle')}</CallBarTitle><RingNote /></>
  }
  if (call?.state === 'live') return <LiveWords call={call} />
  if (call?.state === 'dialling') return <><CallBarTitle>{t('seat.bar.dialling', { number: dialledIn(call) })}</CallBarTitle><OtherCalls call={call} /></>
  if (state.kind === 'wrap-up') return <WrapUpWords since={state.since} next={state.next} />
  return <IdleWords isBreak={state.kind === 'break'} />
}

/** "Waiting for calls" is only said where one can come. */
function IdleWords({ isBreak }: { readonly isBreak: boolean }) {
  const { t } = useTranslation()
  const { seat, isPractice } = useServices()
  const { registration, microphone } = useSlice(seat.store, ({ line }) => ({ registration: line.registration, microphone: line.microphone }))
  const { hint, isDown } = lineWords(registration, usePasswordNeed(), isPractice, useCertificateInTheWay(), t)
  if (isDown) return <CallBarNote look={registration.state === 'connecting' ? 'plain' : 'bad'}>{hint}</CallBarNote>
  const mute = microphoneWords(microphone, t)
  return <CallBarNote look={mute === null ? 'plain' : 'bad'}>{[t(isBreak ? 'seat.bar.breakNote' : 'seat.bar.readyNote'), mute].filter(Boolean).join(' · ')}</CallBarNote>
}

/** There is still time to plug a headset in. */
function RingNote() {
  const { t } = useTranslation()
  const { seat } = useServices()
  const mute = microphoneWords(useSlice(seat.store, (all) => all.line.microphone), t)
  return <CallBarNote look={mute === null ? 'plain' : 'bad'}>{mute ?? t('seat.bar.ringNote')}</CallBarNote>
}

function LiveWords({ call }: { readonly call: Extract<Call, { state: 'live' }> }) {
  const { t } = useTranslation()
  const { seat, catalogue } = useServices()
  const caller = useStore(seat.store, (all) => all.callers.get(call.id) ?? null)
  const name = useOfDraft(call.id, (draft) => draft.values.caller_name)
  const number = caller?.identity.number
  const lack = useLackOfSound(call.canBeHeard)
  const facts = [
    number === undefined ? null : number.kind === 'anonymous' ? t('ringStage.notShown') : number.display,
    number === undefined ? null : catalogue.placeOfNumber(number),
    call.offer.queue === null ? null : t(`ringStage.queueNames.${call.offer.queue}`, { defaultValue: call.offer.queue }),
  ]
  return (
    <>
      <CallBarTimer><Elapsed since={call.answeredAt} /></CallBarTimer>
      <ShellSound callId={call.id} />
      <OtherCalls call={call} />
      {name && <CallBarTitle>{name}</CallBarTitle>}
      <CallBarNote look={lack === null ? 'plain' : 'bad'}>{[lack, ...facts].filter(Boolean).join(' · ')}</CallBarNote>
    </>
  )
}

/** Digits of the address that was dialled. */
function dialledIn({ remote }: Call): string {
  return readSipAddress(remote.from).user.slice(0, 32)
}

function consultedNumber({ calls, consultation }: LineSnapshot): string {
  const consulted = calls.find(({ id }) => id === consultation?.consultId)
  return consulted === undefined ? '' : dialledIn(consulted)
}

/** Who else is on the line: on hold, asked, or talking too. */
function OtherCalls({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const { seat } = useServices()
  const { line, callers } = useSlice(seat.store, (all) => ({ line: all.line, callers: all.callers }))
  const others = othersOf(line)
  if (others === 'none' || others === 'another-rings') return null
  const held = liveCalls(line).find(({ id, hold }) => id !== call.id && hold !== 'off')
  const waiting = () => {
    if (held === undefined) return null
    if (isConsulted(line, held.id)) return t('seat.bar.consultedWaits', { number: dialledIn(held) })
    const number = callers.get(held.id)?.identity.number
    // Of two callers it has to be said which one.
    return others === 'another-caller' && number !== undefined && number.kind !== 'anonymous' ? t('seat.bar.otherWaits', { number: number.display }) : t('seat.bar.callerWaits')
  }
  const words = others === 'joined-here' || others === 'joined-at-pbx' ? t(`seat.bar.${others}`, { number: consultedNumber(line) }) : waiting()
  return words === null ? null : <CallBarNote>{words}</CallBarNote>
}

/** What a call without devices is good for: the agent can still write, and the caller is told nothing wrong. */
function useLackOfSound(canBeHeard: boolean): string | null {
  const { t } = useTranslation()
  const { line } = useServices()
  const devices = useSyncExternalStore(line.devices.subscribe, line.devices.current)
  const canHear = devices === noAudioDevices || devices.speakers.length > 0
  if (canBeHeard && canHear) return null
  return t(canHear ? 'seat.bar.noMicrophone' : canBeHeard ? 'seat.bar.noSpeaker' : 'seat.bar.noSound')
}

function WrapUpWords({ since, next }: { readonly since: number; readonly next: 'ready' | 'break' }) {
  const { t } = useTranslation()
  const { settings } = useServices()
  const length = useSlice(settings, (all) => all.wrapUpSeconds) * 1000
  const left = since + length - useNow()
  return (
    <>
      <CallBarTitle>{t(left >= 0 ? 'seat.bar.wrapUpLeft' : 'seat.bar.wrapUpOver', { span: formatSpan(Math.abs(left)) })}</CallBarTitle>
      <CallBarNote>{next === 'break' ? t('seat.bar.next.break') : t('seat.bar.wrapUpNote')}</CallBarNote>
    </>
  )
}
