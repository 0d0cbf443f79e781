import { useCallback, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { longestOnFloor } from '../../../shared/floor/floor-lengths'
import { maskedRedCard } from '../../../shared/floor/masked-red-card'
import { actsOn } from '../../../shared/floor/red-card'
import type { WayInto } from '../app/lead-desk'
import { alarmToTake, handToAnswer, redToAccept, redToJoin } from '../app/lead-desk'
import type { SeatFloor } from '../app/follow-floor'
import { queueIn } from '../app/follow-settings'
import { useServices } from '../app/services'
import { usePrintedKeys } from '../app/shell-hooks'
import { useStore } from '../app/use-vanilla-store'
import { AlarmCardView } from '../features/lead-help/alarm-card'
import { HandCardView } from '../features/lead-help/hand-card'
import classes from '../features/lead-help/lead-help.module.css'
import { RedCardView } from '../features/lead-help/red-card'
import { MessageList } from '../features/messages/message-list'
import { WriteMessage } from '../features/messages/write-message'

/** Everything that the other seats ask of this one, above what the right column shows otherwise. */
export function FloorBlocks() {
  const { floor } = useServices()
  return floor === null ? null : <Blocks floor={floor} />
}

function Blocks({ floor }: { readonly floor: SeatFloor }) {
  const { t } = useTranslation()
  const { agent, book, catalogue, dutyNow, settings, start, view } = useServices()
  const keys = usePrintedKeys()
  const desk = useStore(floor.lead.store)
  const unread = useStore(floor.messages.store, (messages) => messages.unread)
  useStore(settings, ({ dutyList }) => dutyList)
  const lists = useStore(book)
  const contacts = dutyNow()
  const answering = useStore(view, (state) => state.answering)
  const arrived = useCallback(() => view.setState({ answering: null }), [view])
  const nextAlarm = alarmToTake(desk)
  const word = catalogue.locale === 'en' ? 'en' : 'zh'
  const next = { accept: redToAccept(desk)?.redId, join: redToJoin(desk, agent.id)?.redId, hand: handToAnswer(desk)?.handId }
  const way = (id: string) => {
    const into: WayInto | undefined = desk.ways[id]
    return into === undefined ? null : t(`lead.way.${into.state}`, { how: t(`lead.way.how.${into.how}`), keys: keys('answer') ?? '' })
  }
  return (
    <>
      {desk.reds.length + desk.hands.length + desk.alarms.length > 0 && (
        <section className={classes.cards} data-testid="lead-cards" aria-label={t('lead.title')}>
          {desk.reds.map((card) => {
            const sees = actsOn(card, agent.id) || desk.ringing.has(card.redId)
            return <RedCardView
              key={card.redId} card={sees ? card : maskedRedCard(card, start.homeArea)} isMasked={!sees} contacts={contacts} way={way(card.redId)}
              kind={card.redKind === null ? null : (catalogue.tags.redKinds.find(({ code }) => code === card.redKind)?.[word] ?? null)}
              isOwn={card.kind === 'accepted' && card.by.personId === agent.id}
              acceptKeys={card.redId === next.accept ? keys('accept-red') : null}
              joinKeys={card.redId === next.join ? keys('join-red') : null}
              isBusy={desk.busy.has(card.redId)}
              accept={() => floor.lead.accept(card.redId)}
              join={() => floor.lead.join(card.redId)}
              rung={(name) => floor.lead.rung(card.redId, name.slice(0, longestOnFloor.name))}
              ringEmergency={() => floor.lead.ringEmergency(card.redId)}
              putAway={() => floor.lead.putAway(card.redId)}
            />
          })}
          {desk.hands.map((card) => (
            <HandCardView
              key={card.handId} card={card} way={way(card.handId)} keys={card.handId === next.hand ? keys('answer-hand') : null}
              isAnswering={answering === card.handId} arrived={arrived}
              see={() => floor.lead.seeHand(card.handId)}
              answer={(answer) => floor.lead.answerHand(card.handId, answer)}
              done={() => floor.lead.handDone(card.handId)}
            />
          ))}
          {desk.alarms.map((alarm) => (
            <AlarmCardView
              key={`${alarm.rule} ${alarm.subject}`} alarm={alarm} isBusy={desk.busy.has(`${alarm.rule} ${alarm.subject}`)}
              about={alarm.about === alarm.subject ? queueIn(catalogue.locale, lists, alarm.about) : alarm.about} keys={alarm === nextAlarm ? keys('take-alarm') : null} take={() => floor.lead.takeAlarm(alarm)}
            />
          ))}
        </section>
      )}
      {unread.length > 0 && <MessageList messages={unread} keys={keys('read-message')} read={(id) => floor.messages.read(id)} />}
    </>
  )
}

/** Whether any of it is there, so that the column opens for it. */
export function useHasFloorBlocks(): boolean {
  const { floor } = useServices()
  const subscribe = useCallback((listener: () => void) => {
    const stops = floor === null ? [] : [floor.lead.store.subscribe(listener), floor.messages.store.subscribe(listener)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [floor])
  return useSyncExternalStore(subscribe, () => {
    if (floor === null) return false
    const { reds, hands, alarms } = floor.lead.store.getState()
    return reds.length + hands.length + alarms.length + floor.messages.store.getState().unread.length > 0
  })
}

/** A message of a lead, to one seat or to all. */
export function WriteMessageOverlay() {
  const { floor, view } = useServices()
  const isAsked = useStore(view, ({ overlay }) => overlay === 'send-message')
  return isAsked && floor !== null ? <Writing floor={floor} /> : null
}

function Writing({ floor }: { readonly floor: SeatFloor }) {
  const { t } = useTranslation()
  const { agent, view } = useServices()
  const sent = useStore(floor.messages.store, (messages) => messages.sent)
  const recipients = (floor.seats() ?? []).filter(({ personId }) => personId !== agent.id).map(({ personId, seat, name, isLocked }) => ({ personId, label: isLocked === true ? t('lead.lockedSeat', { who: `${seat} ${name}` }) : `${seat} ${name}` }))
  return (
    <WriteMessage
      recipients={recipients} sent={[...sent].reverse()}
      send={(text, personId) => floor.messages.send(text, personId === null ? { kind: 'everybody' } : { kind: 'person', personId })}
      onClose={() => view.setState({ overlay: null })}
    />
  )
}
