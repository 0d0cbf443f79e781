import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { maskedCard } from '../../../shared/callers/masked-card'
import { callerMarks } from '../../../shared/callers/caller-marks'
import type { WhoMayBeCalling } from '../../../shared/callers/candidates'
import { maskName, maskPhone } from '../../../shared/callers/masking'
import { choiceOf } from '../../../shared/tickets/caller-choice'
import type { Draft } from '../../../shared/tickets/draft'
import { callBackTarget } from '../seat/call-back'
import { candidatesOf, cardForCall, numberOfDraft, rankForCall } from '../app/candidates-shown'
import { DataAge } from '../app/data-age'
import { useServices } from '../app/services'
import { usePrintedKeys } from '../app/shell-hooks'
import { Kbd } from '../../ui/kbd'
import { CallerCardBody } from '../features/caller-card/caller-card'
import { CallerChoice } from '../features/caller-card/caller-choice'
import { ManualCall } from '../features/manual-call/manual-call'
import classes from '../features/caller-card/caller-card.module.css'
import { usePeople, type PeopleOfDraft } from './use-people'
import { copyOf, type DeskStatusStore } from '../app/desk-status-store'
import { choiceBy, choicesShown, lookedUpWords, markWords, peopleShown } from './who-words'

/** The left column: who is on the line as the agent has decided it, and what is known of that person. */
export function CallerColumn({ draft, isOwnCall, isRed }: { readonly draft: Draft; readonly isOwnCall: boolean; readonly isRed: boolean }) {
  const { t } = useTranslation()
  const { drafts, catalogue, clock, commands, desk, start } = useServices()
  const printed = usePrintedKeys()
  const { state, people, calls, onLine } = usePeople(draft)
  const { call, createdAt, values: { category } } = draft
  const number = useMemo(() => numberOfDraft(call, onLine), [call, onLine])
  const who = useMemo(() => rankForCall(number, people, { calls, present: call }, category), [number, people, calls, call, category])
  const before = useMemo(() => beforeWords(state, who, desk, t), [state, who, desk, t])
  const candidates = candidatesOf(who)
  const choice = choiceOf(draft)
  const { caller } = draft
  const picked = caller.kind === 'known' ? (people.find((person) => (person.id as string) === caller.personId) ?? null) : null
  const card = useMemo(() => (picked === null ? null : cardForCall(picked, people, { calls, present: call }, createdAt)), [picked, people, calls, call, createdAt])
  // Of an earlier call all is masked but what stands in the form, unless a life may hang on it.
  const isFull = isOwnCall || isRed
  const inFull = (value: string | null) => (isFull || value === null ? value : maskName(value))
  const shownNumber = number.kind === 'anonymous' ? t('ringStage.notShown') : isFull ? number.display : maskPhone(number)
  const callBackTo = callBackTarget(draft, onLine ?? undefined, isRed)
  const name = inFull(draft.values.caller_name || card?.name || null) ?? t(choice === 'anonymous' ? 'callerCard.anonymous' : 'ringStage.nameUnknown')
  return (
    <aside className={classes.column} aria-label={t('callerCard.title')} data-testid="caller-column">
      {call.manual !== undefined && (
        <ManualCall key={draft.id} call={call} shownNumber={isFull ? null : shownNumber} homeArea={start.homeArea} now={() => clock.now()}
          change={(update) => drafts.change(draft.id, (same) => ({ ...same, call: update(same.call) }))} />
      )}
      <section className={classes.block}>
        <div className={classes.name}>
          {name}
          <span className={classes.chip} data-look={picked === null ? 'plain' : 'ok'}>{t(picked === null ? 'callerCard.selfReported' : 'callerCard.known')}</span>
          {caller.kind === 'known' && (
            <button type="button" className={classes.again} data-again onClick={() => commands['pick-again'].perform()}>
              {t('callerCard.change')}{printed('pick-again') !== null && <Kbd keys={printed('pick-again') ?? ''} />}
            </button>
          )}
        </div>
        <dl className={classes.facts}>
          <dt>{t('callerCard.number')}</dt>
          <dd>{[shownNumber, t(`ringStage.kind.${number.kind}`), catalogue.placeOfNumber(number)].filter(Boolean).join(' · ')}</dd>
          <dt>{t('callerCard.before')}</dt>
          <dd data-testid="before">{before}</dd>
          {callBackTo?.isWithheld === true && <WithheldNumber number={callBackTo.number.display} keys={printed('call-back')} />}
        </dl>
      </section>
      <DataAge />
      {caller.kind !== 'known' && (
        <CallerChoice people={peopleShown(candidates.map((each) => ({ ...each, name: inFull(each.name) })), printed, t)} choices={choicesShown(who, printed, t)} picked={choice}
          pick={(id) => drafts.pick(draft.id, id === choice ? null : choiceBy(id, candidates))} />
      )}
      {card !== null && (
        <CallerCardBody card={isFull ? card : maskedCard(card)} marks={callerMarks(card).map((mark) => markWords(mark, catalogue, t))} words={catalogue} now={clock.now()} mergedInto={draft.mergeInto} mergeKeys={printed('merge')}
          merge={(orderId) => drafts.toggleMerge(draft.id, orderId)} />
      )}
    </aside>
  )
}

/** Under RED, where a dropped call has to be called back at once although its number was not to be shown. */
function WithheldNumber({ number, keys }: { readonly number: string; readonly keys: string | null }) {
  const { t } = useTranslation()
  return (
    <>
      <dt>{t('callerCard.byNetwork')}</dt>
      <dd data-testid="withheld-number">
        {number} {keys !== null && <Kbd keys={keys} />}
        <p className={classes.sub}>{t('callerCard.withheldNote')}</p>
      </dd>
    </>
  )
}

/** One line: a first call is said to be one only when all is known and nothing is there. */
function beforeWords(state: PeopleOfDraft['state'], who: WhoMayBeCalling, desk: DeskStatusStore, t: TFunction): string {
  const copy = copyOf(desk.getState())
  const isFirst = state === 'found' && copy.kind === 'whole' && who.decision === 'nobody-known' && who.marks.earlier === 0
  if (isFirst) return t('callerCard.firstCall')
  const { title, notes } = lookedUpWords(state, who, copy, t)
  return [...(state === 'not-looked-up' ? [] : [title]), ...notes].join(' · ')
}
