import { IconArrowBackUp, IconArrowsExchange, IconCoffee, IconDialpad, IconMicrophone, IconMicrophoneOff, IconPhone, IconPhoneCall, IconPhoneEnd, IconPhoneOutgoing, IconPlayerPause, IconPlayerPlay, IconUsersGroup, IconX } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useSyncExternalStore, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { noAudioDevices } from '../../../shared/calls/audio-devices'
import type { Call } from '../../../shared/calls/call'
import type { LineCapabilities, LineSnapshot } from '../../../shared/calls/phone-line'
import { dialledOf } from '../../../shared/callers/dialled-of'
import { chosenState, type AgentState } from '../../../shared/queue/agent-state'
import { timeInState } from '../../../shared/queue/state-reasons'
import { wrapUpOf } from '../../../shared/queue/wrap-up-policy'
import { Elapsed } from '../../ui/elapsed'
import { formatSpan } from '../../ui/format-time'
import { useNow } from '../../ui/use-now'
import { CallBar, CallBarNote, CallBarTimer, CallBarTitle, type CallBarAction } from '../features/call-bar/call-bar'
import { callerAmong, callInHand, callWithOthers, isConsulted, liveCall, liveCalls, ringingCall, type SeatState } from '../seat/seat-store'
import { nextWords, stateNote } from './agent-words'
import type { CommandId } from './command-list'
import { lineWords, microphoneWords } from './line-words'
import { useServices } from './services'
import { ShellSound } from './shell-sound'
import { useSupervisionWords } from './supervision-words'
import { useCertificateInTheWay, useEndsRest, useIsWithoutPhone, useOfDraft, usePasswordNeed, usePrintedKeys } from './shell-hooks'
import { useSlice, useStore } from './use-vanilla-store'

/** The call bar as the line, the agent's state and the commands make it. */
export function ShellBar() {
  const { t } = useTranslation()
  const { seat, agent, isPractice, isAtPhone, line, commands } = useServices()
  const keys = usePrintedKeys()
  const { call, state, capabilities, others } = useSlice(seat.store, (all) => ({
    call: callInHand(all.line), state: all.agent, capabilities: all.line.capabilities, others: othersOf(all.line),
  }))
  const button = useBarButton()
  const endsRest = useEndsRest()
  const isWithoutPhone = useIsWithoutPhone() && call === null
  const held = call?.state === 'live' && call.hold !== 'off'
  const isHearing = call?.state === 'live' && call.offer.supervises !== null
  const kind = held ? 'held' : call?.state === 'dialling' ? 'dialling' : isHearing ? 'hearing' : state.kind
  return (
    <CallBar
      busy={call !== null}
      drill={isPractice || line.snapshot().capabilities.practice ? t('app.practice.word') : null}
      state={!isAtPhone && call === null && state.kind === 'signed-out' ? null : {
        kind: state.kind, word: t(`seat.state.${kind}`), timer: <StateTimer state={state} call={call} />,
        open: () => commands['agent-state'].perform(), hint: [t('commands.agent-state'), keys('agent-state')].filter(Boolean).join(' '),
      }}
      agent={`${agent.name} ${agent.number}`}
      actions={isWithoutPhone ? [] : barActions(call, state, { ...capabilities, others, endsRest }, button, t)}
    >
      {isWithoutPhone ? null : <BarWords call={call} state={state} />}
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
  if (live.length === 1 && ringingCall(line) !== null) return 'another-rings'
  return callWithOthers(line) === null ? 'none' : 'joined-at-pbx'
}

type Can = Pick<LineCapabilities, 'hold' | 'dtmf' | 'dial' | 'blindTransfer' | 'attendedTransfer' | 'conference'> & { readonly others: Others; readonly endsRest: boolean }

function barActions(call: Call | null, state: AgentState, can: Can, button: MakeButton, t: TFunction): CallBarAction[] {
  const icon = { size: 18, stroke: 1.8 }
  const say = (key: string) => t(`seat.action.${key}`)
  if (call?.state === 'ringing' || call?.state === 'answering') {
    return [
      button('answer', say('answer'), <IconPhone {...icon} />, { look: 'answer' }),
      button('hang-up', say('decline'), <IconX {...icon} />, { look: 'outline' }),
    ]
  }
  if (call?.state === 'dialling') return [button('hang-up', say(can.others === 'asking' ? 'endConsult' : 'hangUp'), <IconPhoneEnd {...icon} />, { look: 'outline' })]
  if (call?.state === 'live' && call.offer.supervises !== null) {
    return [
      button('mute', say(call.muted ? 'unmute' : 'mute'), call.muted ? <IconMicrophoneOff {...icon} /> : <IconMicrophone {...icon} />, { pressed: call.muted }),
      button('hang-up', say('leave'), <IconPhoneEnd {...icon} />, { look: 'outline' }),
    ]
  }
  if (call?.state === 'live' && call.goesTo !== undefined) return [button('hang-up', say('leave'), <IconPhoneEnd {...icon} />, { look: 'outline' })]
  if (call?.state === 'live') {
    const isAsked = call.direction === 'outgoing' && call.room === null
    const isLeft = can.others === 'joined-at-pbx' && (call.room?.after == null || call.room.met.length > 1)
    const isHeld = call.hold === 'held' || call.hold === 'resuming'
    // One that rings meanwhile is what has to be decided now; the rest keeps its place on the keys.
    const second = can.others === 'another-rings' ? [button('answer', say('answerSecond'), <IconPhone {...icon} />, { look: 'answer' }), button('decline', say('decline'), <IconX {...icon} />, { look: 'outline' })] : []
    return [
      ...second,
      button('mute', say(call.muted ? 'unmute' : 'mute'), call.muted ? <IconMicrophoneOff {...icon} /> : <IconMicrophone {...icon} />, { pressed: call.muted }),
      ...(can.hold && can.others !== 'joined-here' ? [button('hold', say(isHeld ? 'resume' : 'hold'), isHeld ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />, { pressed: isHeld })] : []),
      ...(can.dtmf && can.others === 'none' ? [button('dial-pad', say('keys'), <IconDialpad {...icon} />)] : []),
      ...((can.others === 'none' || can.others === 'joined-at-pbx') && (can.attendedTransfer || can.blindTransfer) ? [button('dialler', say('ask'), <IconPhoneOutgoing {...icon} />)] : []),
      ...(can.others === 'asked' || can.others === 'another-caller' ? [button('swap', say('swap'), <IconArrowsExchange {...icon} />)] : []),
      ...(can.others === 'asked' || can.others === 'joined-here' ? [button('complete-transfer', say('completeTransfer'), <IconPhoneCall {...icon} />)] : []),
      ...(can.others === 'asked' && can.conference !== 'none' ? [button('join', say('join'), <IconUsersGroup {...icon} />)] : []),
      button('hang-up', say(can.others === 'asked' && isAsked ? 'endConsult' : isLeft ? 'leave' : 'hangUp'), <IconPhoneEnd {...icon} />, { look: 'outline' }),
    ]
  }
  const onBreak = state.kind !== 'red-rest' && chosenState(state).kind !== 'ready'
  const rest = button('toggle-break', say(state.kind === 'red-rest' ? (can.endsRest ? 'endRest' : 'aboutRest') : onBreak ? 'backToWork' : 'takeBreak'), onBreak ? <IconArrowBackUp {...icon} /> : <IconCoffee {...icon} />)
  const dial = can.dial && call === null ? [button('dialler', say('dial'), <IconPhoneOutgoing {...icon} />)] : []
  return state.kind === 'wrap-up' ? [...dial, rest, button('finish-wrap-up', say('finishWrapUp'), <IconPlayerPlay {...icon} />)] : [...dial, rest]
}

function StateTimer({ state, call }: { readonly state: AgentState; readonly call: Call | null }) {
  // While the caller waits on hold, how long; the talk itself is timed in the middle.
  if (call?.state === 'live') return state.kind === 'talking' && state.heldSince !== null && call.hold !== 'off' ? <Elapsed since={state.heldSince} /> : null
  return call === null ? <TimeInState state={state} /> : <Elapsed since={call.startedAt} />
}

function TimeInState({ state }: { readonly state: AgentState }) {
  return <span data-over={useIsOver(state)}><Elapsed since={state.since} /></span>
}

function BarWords({ call, state }: { readonly call: Call | null; readonly state: AgentState }) {
  const { t } = useTranslation()
  const hearing = useSupervisionWords(call)
  if (call?.state === 'ringing' || call?.state === 'answering') {
    return call.offer.supervises === null ? <><CallBarTitle>{t('seat.bar.ringTitle')}</CallBarTitle><RingNote /></> : <CallBarTitle>{hearing}</CallBarTitle>
  }
  if (call?.state === 'live') return call.offer.supervises === null ? <LiveWords call={call} /> : <HearingWords call={call} words={hearing} />
  if (call?.state === 'dialling') return <><CallBarTitle>{t('seat.bar.dialling', { number: dialledOf(call) })}</CallBarTitle><OtherCalls call={call} /></>
  if (state.kind === 'wrap-up') return <WrapUpWords state={state} />
  return <IdleWords state={state} />
}

/** "Waiting for calls" is only said where one can come. */
function IdleWords({ state }: { readonly state: AgentState }) {
  const { t } = useTranslation()
  const { seat, isPractice, agreement } = useServices()
  const isInNoQueue = useStore(agreement, ({ pbx }) => pbx?.membership === 'out')
  const note = useStateNote(state)
  const isOver = useIsOver(state)
  const { registration, microphone } = useSlice(seat.store, ({ line }) => ({ registration: line.registration, microphone: line.microphone }))
  const { hint, isDown } = lineWords(registration, usePasswordNeed(), isPractice, useCertificateInTheWay(), t)
  if (isDown) return <CallBarNote look={registration.state === 'connecting' ? 'plain' : 'bad'}>{hint}</CallBarNote>
  const mute = microphoneWords(microphone, t)
  const words = state.kind === 'ready' ? t(isInNoQueue ? 'seat.bar.outNote' : 'seat.bar.readyNote') : [note, t(state.kind === 'red-rest' ? 'agentState.restBar' : 'agentState.noRing')].filter(Boolean).join(' · ')
  return <CallBarNote look={mute === null && !isOver ? 'plain' : 'bad'}>{[words, mute].filter(Boolean).join(' · ')}</CallBarNote>
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
  const { seat, catalogue, callerKeys } = useServices()
  const pressed = useStore(callerKeys, (all) => all.get(call.id) ?? null)
  const next = useNextWords()
  const caller = useStore(seat.store, (all) => all.callers.get(call.id) ?? null)
  const name = useOfDraft(call.id, (draft) => (call.room?.after == null ? draft.values.caller_name : null))
  const number = caller?.identity.number
  const lack = useLackOfSound(call.canBeHeard)
  const facts = [
    // Of whom the caller has left behind in a room it is said already.
    number === undefined || call.room?.after != null ? null : number.kind === 'anonymous' ? t('ringStage.notShown') : number.display,
    number === undefined ? null : catalogue.placeOfNumber(number),
    call.offer.queue === null ? null : catalogue.queue(call.offer.queue),
  ]
  return (
    <>
      <CallBarTimer><Elapsed since={call.answeredAt} /></CallBarTimer>
      <ShellSound callId={call.id} />
      <OtherCalls call={call} />
      {call.goesTo !== undefined && <CallBarTitle>{t('seat.bar.goesTo', { number: call.goesTo })}</CallBarTitle>}
      {name && <CallBarTitle>{name}</CallBarTitle>}
      {pressed !== null && <CallBarTitle>{t('seat.bar.callerKeys', { keys: [...pressed].join(' ') })}</CallBarTitle>}
      <CallBarNote look={lack === null ? 'plain' : 'bad'}>{[lack, next, ...facts].filter(Boolean).join(' · ')}</CallBarNote>
    </>
  )
}

/** A lead is in the call of another seat. */
function HearingWords({ call, words }: { readonly call: Extract<Call, { state: 'live' }>; readonly words: string | null }) {
  const lack = useLackOfSound(call.canBeHeard)
  return (
    <>
      <CallBarTimer><Elapsed since={call.answeredAt} /></CallBarTimer>
      <ShellSound callId={call.id} />
      <CallBarTitle>{words}</CallBarTitle>
      {lack !== null && <CallBarNote look="bad">{lack}</CallBarNote>}
    </>
  )
}

/** Whoever talks with the caller and the agent, or with the agent. */
function joinedNumbers({ line, callers }: Pick<SeatState, 'line' | 'callers'>): readonly string[] {
  const room = callWithOthers(line)?.room ?? null
  const caller = room === null ? null : callerAmong(room, callers)
  const met = room?.met.filter((number) => number !== caller) ?? []
  const consulted = line.calls.find(({ id }) => id === line.consultation?.consultId)
  return consulted === undefined ? met : [...met, dialledOf(consulted)]
}

function joinedWords(others: 'joined-here' | 'joined-at-pbx', seat: Pick<SeatState, 'line' | 'callers'>, t: TFunction): string {
  const numbers = joinedNumbers(seat)
  const room = liveCall(seat.line)?.room ?? null
  if (room !== null && room.after !== null && callerAmong(room, seat.callers) === null) return t('seat.bar.without-caller', { numbers: numbers.join(t('app.list.items')) })
  if (numbers.length > 1) return t('seat.bar.several-at-pbx', { numbers: numbers.join(t('app.list.items')) })
  return t(`seat.bar.${others}`, { number: numbers[0] ?? '' })
}

/** Who else is on the line: on hold, asked, or talking too. */
function OtherCalls({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const { seat } = useServices()
  const { line, callers } = useSlice(seat.store, (all) => ({ line: all.line, callers: all.callers }))
  const others = othersOf(line)
  const left = leftWords(call, t)
  if (others === 'none' || others === 'another-rings') return left === null ? null : <CallBarNote>{left}</CallBarNote>
  const held = liveCalls(line).find(({ id, hold }) => id !== call.id && hold !== 'off')
  const waiting = () => {
    if (held === undefined) return null
    if (held.room?.after != null) return t('seat.bar.consultedWaits', { number: held.room.met.join(t('app.list.items')) })
    if (isConsulted(line, held.id)) return t('seat.bar.consultedWaits', { number: dialledOf(held) })
    const number = callers.get(held.id)?.identity.number
    // Of two callers it has to be said which one.
    return others === 'another-caller' && number !== undefined && number.kind !== 'anonymous' ? t('seat.bar.otherWaits', { number: number.display }) : t('seat.bar.callerWaits')
  }
  const words = others === 'joined-here' || others === 'joined-at-pbx' ? joinedWords(others, { line, callers }, t) : waiting()
  const all = [words, left].filter(Boolean).join(' · ')
  return all === '' ? null : <CallBarNote>{all}</CallBarNote>
}

/** Who has left the room of that call; who it was may not be known. */
function leftWords(call: Call, t: TFunction): string | null {
  const left = call.state === 'live' ? (call.room?.left ?? []) : []
  const numbers = left.filter((number) => number !== null)
  const words = [numbers.length === 0 ? null : t('seat.bar.left', { numbers: numbers.join(t('app.list.items')) }), left.includes(null) ? t('seat.bar.somebodyLeft') : null]
  return words.filter(Boolean).join(' · ') || null
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

/** Reason and limit of the state, in words. */
function useStateNote(state: AgentState): string | null {
  const { t } = useTranslation()
  const { rules, catalogue } = useServices()
  const limits = useSlice(rules, (all) => all.stateLimits)
  return stateNote(state, limits, useNow(), catalogue.locale, t)
}

/** What comes after the call that goes on, where it is not the next call. */
function useNextWords(): string | null {
  const { t } = useTranslation()
  const { seat, catalogue } = useServices()
  const agent = useSlice(seat.store, (all) => all.agent)
  if (agent.kind !== 'talking') return null
  const words = [agent.wantsWrapUp ? t('agentState.wrapUpAsked') : null, agent.owesRest ? t('agentState.restNext') : null, nextWords(agent.next, catalogue.locale, t)]
  return words.filter(Boolean).join(' · ') || null
}

function useIsOver(state: AgentState): boolean {
  const limits = useSlice(useServices().rules, (all) => all.stateLimits)
  return timeInState(state, limits, useNow()).overMs !== null
}

function WrapUpWords({ state }: { readonly state: Extract<AgentState, { kind: 'wrap-up' }> }) {
  const { t } = useTranslation()
  const { rules, catalogue } = useServices()
  const wrapUp = useStore(rules, (all) => all.wrapUp)
  const queue = useOfDraft(state.callId, (draft) => draft.call.queue)
  const now = useNow()
  const { policy, seconds } = wrapUpOf(wrapUp, queue)
  const left = state.since + seconds * 1000 - now
  const isTimed = policy !== 'until-done'
  const title = isTimed ? t(left >= 0 ? 'seat.bar.wrapUpLeft' : 'seat.bar.wrapUpOver', { span: formatSpan(Math.abs(left)) }) : formatSpan(now - state.since)
  const next = [state.owesRest ? t('agentState.restNext') : null, nextWords(state.next, catalogue.locale, t)].filter(Boolean).join(' · ')
  return (
    <>
      <CallBarTitle>{title}</CallBarTitle>
      <CallBarNote>{next === '' ? t(isTimed ? 'seat.bar.wrapUpNote' : 'agentState.untilDone') : next}</CallBarNote>
    </>
  )
}
