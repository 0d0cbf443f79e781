import { memo, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { maskPhone } from '../../../shared/callers/masking'
import { callerCard } from '../../../shared/callers/caller-card'
import type { KnownPerson } from '../../../shared/callers/person'
import { numberOfStoredKey } from '../../../shared/callers/phone-number'
import { epochMs } from '../../../shared/lib/clock'
import { districtOf } from '../../../shared/tickets/dispatch/places'
import { findCategory } from '../../../shared/tickets/taxonomy'
import { localDateOf } from '../../../shared/tickets/deadlines/local-time'
import type { Draft } from '../../../shared/tickets/draft'
import { saysSomething } from '../../../shared/tickets/fields/says-something'
import { proposeTitle } from '../../../shared/tickets/fields/propose-title'
import { unreadSlots } from '../../../shared/tickets/fields/unread-words'
import { validateFields } from '../../../shared/tickets/fields/validate-fields'
import { visibleFields } from '../../../shared/tickets/fields/visible-fields'
import { pendingBeforeSubmit } from '../../../shared/tickets/tags/pending'
import { isRedOrHintedAt } from '../../../shared/tickets/tags/review-tags'
import type { Catalogue } from '../app/catalogue'
import { useServices } from '../app/services'
import { categoriesOf } from '../app/today-store'
import { usePrintedKeys } from '../app/shell-hooks'
import { useSlice, useStore } from '../app/use-vanilla-store'
import { isDraftOfOwnCall } from '../seat/seat-store'
import { CaptureFooter } from '../features/capture/capture-footer'
import { CaptureForm, type CaptureHandle } from '../features/capture/capture-form'
import { evidenceSpans } from '../features/capture/evidence-spans'
import { asksLittle, fieldsAsked, lackingOf } from '../stage/lacking'
import { useEmployers } from '../stage/use-employers'
import { useFocusBack, useHandedIn } from '../stage/use-handed-in'
import { useStageHandle } from '../stage/use-stage-handle'
import { useStageModel } from '../stage/use-stage-model'
import { closingBarred } from '../stage/blocking-tag'
import type { StageModel } from '../stage/stage-model'
import { CallerColumn } from './caller-column'
import classes from './stage-screen.module.css'
import { useRedTrace } from './use-red-trace'
import { usePeople } from './use-people'

/** A call being written down: who, what, and the ways out. A ring draws nothing of it once more. */
export const StageScreen = memo(function StageScreen({ draft }: { readonly draft: Draft }) {
  const { seat, drafts, catalogue, manualCalls } = useServices()
  const { people } = usePeople(draft)
  const model = useStageModel(draft, people)
  const form = useRef<CaptureHandle>(null)
  const { isOwn } = useSlice(seat.store, (state) => ({ isOwn: isDraftOfOwnCall(state, draft) || manualCalls.isInHand(draft.id) }))
  const isRed = isRedOrHintedAt(model.review)
  useRedTrace(draft, isRed, isOwn)
  const firstOpen = useFirstOpenOrder(draft, people)
  const isHandedIn = useHandedIn(draft.id)
  const stage = useRef<HTMLDivElement>(null)
  useFocusBack(stage, isHandedIn)
  const ways = useStageHandle(draft, model, people, form, () => firstOpen !== null && drafts.toggleMerge(draft.id, firstOpen), (now) => titleFor(now, catalogue))
  useFocusOnAnswer(draft, form, isOwn)
  useFocusOnMending(draft, form)
  return (
    <div ref={stage} className={classes.stage} inert={isHandedIn} aria-busy={isHandedIn}>
      <CallerColumn draft={draft} isOwnCall={isOwn} isRed={isRed} />
      <main className={classes.form}>
        <StageForm draft={draft} model={model} form={form} isOwnCall={isOwn || isRed} />
        <StageFooter draft={draft} model={model} people={people} ways={ways} isHandedIn={isHandedIn} />
      </main>
    </div>
  )
})

/** In Chinese on every screen: it is read where the order goes to. */
function titleFor({ values }: Draft, { taxonomy, dispatch }: Catalogue): string | null {
  return proposeTitle({
    place: values.work_district === undefined ? '' : (districtOf(values.work_district, dispatch.places)?.zh ?? ''),
    employer: values.employer_name ?? '',
    category: values.category === undefined ? '' : (findCategory(values.category, taxonomy)?.category.zh ?? ''),
  })
}

/** The agent has just answered: the next thing is what it is about. A form that holds words already keeps its own place. */
function useFocusOnAnswer({ touched }: Draft, form: React.RefObject<CaptureHandle | null>, isOwnCall: boolean): void {
  const isFresh = useRef(!touched && isOwnCall)
  useEffect(() => {
    if (isFresh.current) form.current?.begin()
  }, [form])
}

/** What was sent back or did not fit is opened where it has to be mended. */
function useFocusOnMending({ id }: Draft, form: React.RefObject<CaptureHandle | null>): void {
  const { view } = useServices()
  const field = useStore(view, ({ mending }) => (mending?.draftId === id ? mending.field : null))
  useEffect(() => {
    if (field === null) return
    form.current?.focusField(field)
    view.setState({ mending: null })
  }, [field, form, view])
}

function useFirstOpenOrder(draft: Draft, people: readonly KnownPerson[]): string | null {
  const { caller, createdAt } = draft
  return useMemo(() => {
    const person = caller.kind === 'known' ? people.find((each) => (each.id as string) === caller.personId) : undefined
    return person === undefined ? null : (callerCard(person, epochMs(createdAt)).openOrders[0]?.order.id ?? null)
  }, [caller, createdAt, people])
}

function StageForm({ draft, model, form, isOwnCall }: { readonly draft: Draft; readonly model: StageModel; readonly form: React.RefObject<CaptureHandle | null>; readonly isOwnCall: boolean }) {
  const { drafts, keeper, catalogue, clock, settings, asksLead, today: day } = useServices()
  const printed = usePrintedKeys()
  const { values, unread } = draft
  const employers = useEmployers()
  const recent = useStore(settings, (all) => all.recent.categories)
  // Drawn again only when a count differs, not whenever the day is read anew.
  const usedToday = useSlice(day.store, ({ calls }) => categoriesOf(calls))
  const today = localDateOf(clock.now())
  const visible = useMemo(
    () => visibleFields({ requestType: values.request_type ?? null, category: values.category ?? null, categoryFields: fieldsAsked(values, catalogue), values, unread }),
    [values, unread, catalogue],
  )
  const issues = useMemo(() => validateFields(values, today), [values, today])
  const descriptionLength = (values.description ?? '').length
  const evidence = useMemo(() => evidenceSpans(model.words.hits, descriptionLength), [model.words.hits, descriptionLength])
  const history = useMemo(
    () => ({ recentCategories: recent.map((code, index) => ({ code, times: recent.length - index })), usedToday, findEmployers: employers }),
    [recent, usedToday, employers],
  )
  const number = numberOfStoredKey(draft.call.historyKey)
  return (
    <CaptureForm
      ref={form} draft={draft} issues={issues} visible={visible} evidence={evidence} review={model.review} actions={model.actions}
      lists={catalogue} history={history} asksLead={asksLead} proposedTitle={titleFor(draft, catalogue)} today={today}
      callingNumber={number === null ? null : isOwnCall ? number.display : maskPhone(number)}
      keysOf={printed} now={() => clock.now()}
      onChange={(update) => drafts.change(draft.id, update)} onHold={(isHolding) => keeper.expectWords(draft.id, isHolding)}
    />
  )
}

function StageFooter({ draft, model, people, ways, isHandedIn }: { readonly draft: Draft; readonly model: StageModel; readonly people: readonly KnownPerson[]; readonly ways: ReturnType<typeof useStageHandle>; readonly isHandedIn: boolean }) {
  const { catalogue, drafts } = useServices()
  const { t } = useTranslation()
  const printed = usePrintedKeys()
  const { values, mergeInto } = draft
  const barred = closingBarred(values.request_type === 'WX' ? model.bars.noContent : asksLittle(draft) && mergeInto === null ? model.bars.answering : null)
  const merged = mergeInto === null ? null : (people.flatMap((person) => person.history).find((item) => item.what === 'order' && item.id === mergeInto) ?? null)
  return (
    <CaptureFooter
      missing={lackingOf(draft, catalogue)}
      unread={unreadSlots(draft)}
      pending={[
        ...pendingBeforeSubmit(model.review.suggestions, draft, asksLittle(draft) ? 'direct-answer' : mergeInto === null ? 'dispatch' : 'other'),
        ...(barred === null ? [] : [barred]),
      ]}
      isWritten={saysSomething(draft)}
      requestType={values.request_type ?? null}
      mergedInto={merged?.what === 'order' ? merged.orderNo : mergeInto === null ? null : t('outbox.order')}
      busy={isHandedIn}
      riskName={(code) => catalogue.risk(code)}
      keysOf={printed}
      undoMerge={() => mergeInto !== null && drafts.toggleMerge(draft.id, mergeInto)}
      {...ways}
    />
  )
}
