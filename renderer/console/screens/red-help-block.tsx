import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallId } from '../../../shared/calls/call'
import { emergencyDial } from '../../../shared/help/emergency-number'
import type { NoticeOutcome } from '../../../shared/help/notifier'
import { acceptWithinMs } from '../../../shared/help/escalation'
import { mayDialEmergency, recordingRow, type DutyState, type RedHelp } from '../../../shared/help/red-help'
import type { Draft } from '../../../shared/tickets/draft'
import { redFacts, redNotices, type RedFacts } from '../app/red-facts'
import { useServices } from '../app/services'
import { useDraft, usePrintedKeys } from '../app/shell-hooks'
import { subscribeToNothing, useSlice, useStore } from '../app/use-vanilla-store'
import { LeadLine } from '../features/red-help/lead-line'
import { RedAsked, RedPanel, type RedRow } from '../features/red-help/red-panel'
import { callById } from '../seat/seat-store'
import { formatMinute } from '../../ui/format-time'
import { useNow } from '../../ui/use-now'

/** Whether the help key was pressed: then its panel comes before everything else in the right column. */
export function useRedHelp(): RedHelp {
  return useStore(useServices().red.store, ({ help }) => help)
}

export function RedHelpBlock({ help }: { readonly help: Exclude<RedHelp, { kind: 'none' }> }) {
  const { t } = useTranslation()
  const { red } = useServices()
  const keys = usePrintedKeys()
  if (help.kind === 'under-way') return <UnderWay help={help} />
  const words = help.plan.kind === 'ring' ? t('help.red.askedRing', { count: help.plan.contacts }) : t(`help.red.askedByHand.${help.plan.why}`)
  return (
    <RedAsked
      until={help.undoUntil} note={words} lead={<LeadOfHelp help={help} />}
      undo={{ id: 'red-undo', label: t('help.red.undo'), keys: keys('red-undo'), isDone: false, perform: () => red.undo() }}
      goOn={{ id: 'red-help', label: t('help.red.goOn'), keys: keys('red-help'), isDone: false, perform: () => red.press() }}
    />
  )
}

/** Who has accepted, by name; else who could, and what there is beside them. */
function LeadOfHelp({ help }: { readonly help: Exclude<RedHelp, { kind: 'none' }> }) {
  const { t } = useTranslation()
  const { floor } = useServices()
  const leads = useSyncExternalStore(floor?.onLink ?? subscribeToNothing, () => floor?.leads() ?? null)
  if (floor === null) return null
  if (help.lead !== null) return <LeadLine look="accepted" words={t(help.talking.includes(help.lead.by) ? 'help.red.lead.joined' : 'help.red.lead.accepted', { name: help.lead.by })} />
  if (help.talking.length > 0) return <LeadLine look="accepted" words={t('help.red.lead.talking', { name: help.talking.join(t('app.list.items')) })} />
  if (leads === null || leads === 0) return <LeadLine look="nobody" words={t(leads === null ? 'help.red.lead.away' : 'help.red.lead.none')} />
  return <LeadAsked since={help.at} leads={leads} />
}

function LeadAsked({ since, leads }: { readonly since: number; readonly leads: number }) {
  const { t } = useTranslation()
  const isLate = useNow() - since >= acceptWithinMs
  return <LeadLine look={isLate ? 'nobody' : 'waiting'} words={t(isLate ? 'help.red.lead.late' : 'help.red.lead.waiting', { count: leads })} />
}

type UnderWayHelp = Extract<RedHelp, { kind: 'under-way' }>

function useFacts(callId: CallId | null): { readonly facts: RedFacts; readonly draft: Draft | null; readonly isLive: boolean; readonly isHeld: boolean } {
  const { seat, catalogue, start } = useServices()
  const { draftId, caller, isLive, isHeld } = useSlice(seat.store, (state) => {
    const call = callId === null ? null : callById(state.line, callId)
    return {
      draftId: callId === null ? null : (state.draftOfCall.get(callId) ?? null),
      caller: callId === null ? undefined : state.callers.get(callId),
      isLive: call?.state === 'live',
      isHeld: call?.state === 'live' && call.hold !== 'off',
    }
  })
  const draft = useDraft(draftId)
  return { facts: redFacts(draft, caller?.identity ?? null, catalogue, start.homeArea), draft, isLive, isHeld }
}

function UnderWay({ help }: { readonly help: UnderWayHelp }) {
  const { t } = useTranslation()
  const { red, start, catalogue, agent, dutyNow, noticePhone } = useServices()
  const keys = usePrintedKeys()
  const contacts = dutyNow()
  const { notices, recording } = useStore(red.store)
  const { facts, isLive, isHeld } = useFacts(help.callId)
  const { area, place, numberPlace, numberArea, redKind } = facts
  const areaCode = area.kind === 'elsewhere' ? area.areaCode : null
  const dial = (service: '110' | '120') => emergencyDial(service, areaCode, start.homeArea)
  const word = catalogue.locale === 'en' ? 'en' : 'zh'
  const kindWords = redKind === null ? null : (catalogue.tags.redKinds.find(({ code }) => code === redKind)?.[word] ?? null)
  const { drill } = help
  const add = (service: '110' | '120') => ({
    id: `red-${service}`, label: t(isLive ? 'help.red.add' : 'help.red.dial', { number: dial(service) }), keys: keys(`red-${service}`),
    isDone: !mayDialEmergency(help, dial(service)), perform: () => red.dialEmergency(dial(service)),
  })
  const kept = (kind: string | null) => (kind === 'asked' ? t('help.red.recordingAsked') : kind === 'locked' ? t('help.red.recordingLocked') : kind === 'failed' ? t('help.red.recordingNotAsked') : null)
  const told: RedRow[] = [
    ...redNotices(facts, catalogue, noticePhone).map(({ code, number }) => ({ id: code, label: t(`tags.action.NOTIFY_${code}`), number, state: noticeWords(notices[code], t), isActive: false, tickedAt: help.ticks[code] ?? null })),
    { id: recordingRow, label: t('help.red.recording'), number: null, state: kept(recording), isActive: false, tickedAt: help.ticks[recordingRow] ?? null },
  ]
  return (
    <RedPanel
      since={help.at}
      kind={kindWords}
      drill={drill ? t('help.red.drill') : null}
      lead={<LeadOfHelp help={help} />}
      dial={dial('110')}
      dialNote={area.kind === 'elsewhere' ? t('help.red.elsewhere', { city: area.city }) : place === null && numberArea.kind === 'elsewhere' ? t('help.red.perhapsElsewhere', { city: numberArea.city, number: emergencyDial('110', numberArea.areaCode, start.homeArea) }) : null}
      place={place ?? t('help.red.noPlace')}
      isPlaceKnown={place !== null}
      readOut={[
        t('help.red.line1', { agent: agent.number, what: facts.risks.length > 0 ? facts.risks.join(t('app.list.items')) : (kindWords ?? t('help.red.danger')) }),
        place === null ? t('help.red.line2Unknown', { place: numberPlace ?? t('help.red.nowhere') }) : t('help.red.line2', { place }),
        t(isLive ? 'help.red.line3Live' : 'help.red.line3Over', { number: facts.number ?? t('ringStage.notShown'), name: facts.name ?? t('help.red.noName') }),
      ]}
      tellFirst={t('help.red.tellFirst')}
      emergency={[
        add('110'), add('120'),
        { id: 'red-other-phone', label: t('help.red.otherPhone'), keys: null, isDone: help.otherPhone !== null, perform: () => red.otherPhone() },
      ]}
      emergencyStates={emergencyWords(help, isHeld, keys, t)}
      dutyNote={dutyWords(help.duty, contacts.map(({ name }) => name), t)}
      duty={contacts.map(({ name, number }, index) => ({
        id: `DUTY_${index + 1}`, label: name, number, state: dutyState(help.duty, index, t), isActive: help.duty.kind === 'ringing' && help.duty.index === index, tickedAt: help.ticks[`DUTY_${index + 1}`] ?? null,
      }))}
      told={told}
      questions={catalogue.tags.questions.red.filter(({ kinds }) => kinds === undefined || redKind === null || kinds.includes(redKind)).map(({ text }) => text)}
      tick={(row) => red.tick(row)}
      close={() => red.close()}
    />
  )
}

type Words = ReturnType<typeof useTranslation>['t']

function noticeWords(outcome: NoticeOutcome | undefined, t: Words): string | null {
  if (outcome?.kind === 'failed') return t('help.red.notHandedOver')
  if (outcome?.kind !== 'handed-over') return null
  return outcome.to === 'leads' ? t('help.red.handedOver') : t('help.red.handedToGateway', { time: formatMinute(outcome.at) })
}

/** How it stands with 110 and 120: who was joined before, what becomes of the newest call, and what somebody else has done. */
function emergencyWords({ emergency, inCall, otherPhone, drill }: UnderWayHelp, isCallerHeld: boolean, keys: ReturnType<typeof usePrintedKeys>, t: Words): readonly string[] {
  const newest = () => {
    if (emergency.kind === 'none') return null
    const { number } = emergency
    if (drill) return t('help.red.emergencyDrill', { number })
    if (emergency.kind === 'not-dialled') return t(`help.red.notDialled.${emergency.why}`, { number, join: keys('join') })
    // Who of the two waits is told by the call itself: the agent may have changed between them.
    if (emergency.kind === 'apart') return t(isCallerHeld ? 'help.red.emergency.apart' : 'help.red.emergency.apartWaits', { number, join: keys('join'), swap: keys('swap') })
    return t(`help.red.emergency.${emergency.kind}`, { number })
  }
  const isNewest = (number: string) => (emergency.kind === 'joined' || emergency.kind === 'alone') && emergency.number === number
  return [
    ...inCall.filter((number) => !isNewest(number)).map((number) => t('help.red.emergency.joined', { number })),
    newest(),
    otherPhone === null ? null : t('help.red.otherPhoneDone'),
  ].filter((words): words is string => words !== null)
}

function dutyWords(duty: DutyState, names: readonly string[], t: Words): string {
  switch (duty.kind) {
    case 'by-hand':
      return t(`help.red.byHandWhy.${duty.why}`)
    case 'ringing':
      return t('help.red.ringing', { name: names[duty.index] ?? '—' })
    case 'answered':
      return t('help.red.answered', { name: names[duty.index] ?? '—' })
    case 'nobody':
      return t('help.red.nobody')
    case 'not-needed':
      return t('help.red.notNeeded')
  }
}

function dutyState(duty: DutyState, index: number, t: Words): string | null {
  if (duty.kind === 'ringing') return duty.index === index ? t('help.red.state.ringing') : index < duty.index || duty.round > 1 ? t('help.red.state.notReached') : null
  if (duty.kind === 'answered') return duty.index === index ? t('help.red.state.answered') : null
  return duty.kind === 'nobody' ? t('help.red.state.notReached') : null
}
