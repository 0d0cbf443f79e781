import { Fragment, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../../shared/tickets/draft'
import type { LocalDate } from '../../../../shared/tickets/deadlines/local-time'
import { forcedConfidential } from '../../../../shared/tickets/fields/choose-matter'
import { longestText } from '../../../../shared/tickets/fields/field-lengths'
import type { FieldIssue } from '../../../../shared/tickets/fields/validate-fields'
import type { FieldKey } from '../../../../shared/tickets/fields/field-values'
import { nextCoreSlot, slotOfKey, type FieldSlot, type SlotId, type VisibleFields } from '../../../../shared/tickets/fields/visible-fields'
import { withValue } from '../../../../shared/tickets/fields/with-value'
import { nextToAnswer } from '../../../../shared/tickets/tags/suggestion-state'
import type { ActionItem } from '../../../../shared/tickets/tags/actions'
import type { TagReview } from '../../../../shared/tickets/tags/review-tags'
import type { ComboHandle } from '../../../ui/form/combo'
import { createFlushScope, FlushContext } from '../../../ui/form/flush-scope'
import { Field } from '../../../ui/form/field'
import type { MarkedSpan } from '../../../ui/form/marked-text'
import { MarkedTextarea } from '../../../ui/form/marked-textarea'
import { isComposing } from '../../../ui/is-composing'
import { ActionsList } from './actions-list'
import { AmountInWords } from './amount-field'
import { CallbackField, NameField } from './caller-fields'
import { CaptureContext, useCapture, type Capture } from './capture-context'
import classes from './capture-form.module.css'
import type { CaptureCommand, CaptureHistory, CaptureLists } from './capture-lists'
import { CategoryField } from './category-field'
import { EmotionRow } from './emotion-row'
import { Participants } from './participants'
import { RiskSection } from './risk-section'
import { SlotView } from './slot-view'
import { TypeRow } from './type-row'
import { useTagging } from './use-tagging'

export type CapturePart = 'request-type' | 'category' | 'description' | 'emotion'

/** What has a button or a tick of its own and no place to type in. */
export type CaptureButton = 'no-risk' | 'add-risk' | 'confidential' | 'more-fields'

export interface CaptureHandle {
  /** Where a fresh call begins: at the category, its list closed so that the form stays in sight. */
  begin(): void
  /** What a command asks for; the category comes with its list. */
  focus(part: CapturePart): void
  /** Leads to a field wherever it stands, also behind 更多; nothing happens where the form does not show it. */
  focusField(key: FieldKey): void
  /** Does what the button does, where it is shown and may be pressed. */
  press(button: CaptureButton): void
  /** Answers the first open suggestion; "no" to a RED one asks for its reason and takes one more key. */
  answerSuggestion(answer: 'yes' | 'no'): void
  /** Ticks the first compulsory step that is not done. */
  nextAction(): void
  /** Hands over words that a field still holds back. To be called before a submit. */
  flush(): void
}

export interface CaptureFormProps {
  readonly draft: Draft
  readonly issues: readonly FieldIssue[]
  readonly visible: VisibleFields
  /** Marks in the narrative, for the description as it stands in the draft; see `evidenceSpans`. */
  readonly evidence: readonly MarkedSpan[]
  readonly review: TagReview
  readonly actions: readonly ActionItem[]
  readonly lists: CaptureLists
  readonly history: CaptureHistory
  /** As it may be shown here: in full in the own call, masked otherwise; null when it was not sent. */
  readonly callingNumber: string | null
  /** What the title will be when none is typed. */
  readonly proposedTitle: string | null
  readonly today: LocalDate
  /** See `Capture`. */
  readonly asksLead: boolean
  readonly ref?: Ref<CaptureHandle>
  keysOf(command: CaptureCommand): string | null
  now(): number
  onChange(update: (draft: Draft) => Draft): void
  /** Whether words stand in a field that the draft does not have yet. The first one given serves as long as the draft does. */
  onHold(isHolding: boolean): void
}

/** The form of a call. Another draft is another form: nothing typed for one ever lands in the other. */
export function CaptureForm(props: CaptureFormProps) {
  return <Form key={props.draft.id} {...props} />
}

function Form(props: CaptureFormProps) {
  const { t } = useTranslation()
  const { draft, visible, review, lists, issues, history, today, actions, ref } = props
  const { values, unread } = draft
  const root = useRef<HTMLDivElement>(null)
  const category = useRef<ComboHandle>(null)
  const latest = useRef(props)
  const pending = useRef<string | null>(null)
  const wayBegins = useRef(false)
  const [, lookAgain] = useState(0)
  const [hasMore, setMore] = useState(false)
  const [hasParticipants, setParticipants] = useState(draft.unread.participants !== undefined)
  const [emotionOpen, setEmotionOpen] = useState(false)
  const [riskMenu, setRiskMenu] = useState<string | null>(null)
  const [refusing, setRefusing] = useState<string | null>(null)
  const change = useCallback((update: (draft: Draft) => Draft) => latest.current.onChange(update), [])
  const [scope] = useState(() => createFlushScope(props.onHold))
  const tagging = useTagging(draft, lists.tags, change, props.now)
  const open = review.suggestions.filter(({ status }) => status === 'open' || status === 'denied')
  const risks = open.filter(({ proposal }) => proposal.group === 'risk')
  // Feelings are answered where they are seen: the form of a call without content has no row for them.
  const feelings = visible.matter === null ? [] : open.filter(({ proposal }) => proposal.group === 'emotion')
  const answering = nextToAnswer([...risks, ...feelings])
  // 无效 hides what an order asks for, but never a danger that has been hinted at or confirmed.
  const hasDanger = draft.risks.length > 0 || risks.some(({ status, proposal }) => status === 'open' && proposal.level === 'RED')
  const isRefusing = risks.some(({ proposal }) => proposal.code === refusing) ? refusing : null

  const next = useCallback((after: SlotId | null) => {
    const { visible: shown, draft: { values: known } } = latest.current
    pending.current = nextCoreSlot(shown, known, after) ?? 'description'
    if (focusSlot(root.current, pending.current)) pending.current = null
  }, [])
  const flush = useCallback(() => {
    for (const run of scope.flushes) run()
  }, [scope])
  useEffect(() => {
    latest.current = props
    // The fields that a category brings are there only once the draft has come back with it: the way begins then.
    if (wayBegins.current && values.category !== undefined) {
      wayBegins.current = false
      next(null)
    } else if (pending.current !== null && focusSlot(root.current, pending.current)) pending.current = null
  })

  useImperativeHandle(ref, () => ({
    begin: () => void focusSlot(root.current, 'category'),
    focus: (part) => {
      flush()
      if (part === 'emotion') setEmotionOpen(true)
      else if (part === 'category') category.current?.open()
      else focusSlot(root.current, part)
    },
    focusField: (key) => {
      const slot = slotOfKey(key)
      if (key === 'participants') return setParticipants(true)
      if (visible.more.some(({ slots }) => slots.some((each) => each.slot === slot))) setMore(true)
      else if (!isInSight(slot, visible)) return
      pending.current = slot === 'request_type' ? 'request-type' : slot
      lookAgain((count) => count + 1)
    },
    press: (button) => {
      flush()
      if (button === 'confidential') {
        // What the rules force stays.
        if (visible.caller.length > 0 && forcedConfidential(values, lists.dispatch.rules) === null) change((now) => ({ ...now, values: withValue(now.values, 'confidential', now.values.confidential !== true || undefined) }))
      } else if (visible.matter === null) return
      else if (button === 'no-risk') tagging.ask({ type: 'no-risk-stated', isStated: !draft.noRisk })
      else if (button === 'add-risk') setRiskMenu(riskMenu === null ? '' : null)
      else {
        setMore(!hasMore)
        pending.current = hasMore ? null : (visible.more[0]?.slots[0]?.slot ?? null)
      }
    },
    answerSuggestion: (answer) => {
      if (answering === null) return
      if (answer === 'yes') tagging.ask({ type: 'accepted', proposal: answering })
      else if (answering.level === 'RED') setRefusing(answering.code)
      else tagging.ask({ type: 'refused', proposal: answering, reason: null })
    },
    nextAction: () => {
      const step = actions.find((action) => action.doneAt === null && !action.isOptional)
      if (step !== undefined) change((now) => ({ ...now, actionsDone: { ...now.actionsDone, [step.code]: latest.current.now() } }))
    },
    flush,
  }))

  const { asksLead } = props
  const capture: Capture = useMemo(() => ({
    values,
    unread,
    lists,
    history,
    today,
    set: (key, value) => change((now) => ({ ...now, values: withValue(now.values, key, value) })),
    change,
    issueOf: (keys) => {
      const issue = issues.find(({ key }) => keys.includes(key))
      return issue === undefined ? null : { text: t(`fields.issue.${issue.code}`, { ...issue.params }), level: issue.level }
    },
    next,
    keysOf: (command) => latest.current.keysOf(command),
    now: () => latest.current.now(),
    asksLead,
  }), [asksLead, values, unread, lists, history, today, issues, change, next, t])

  const beginWay = () => {
    wayBegins.current = true
    lookAgain((count) => count + 1)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.defaultPrevented || isComposing(event) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    if (!(event.target instanceof HTMLInputElement) || event.target.type === 'checkbox') return
    const slot = event.target.closest<HTMLElement>('[data-slot]')?.dataset['slot']
    if (slot === undefined) return
    event.preventDefault()
    next(slot as SlotId)
  }
  return (
    <CaptureContext value={capture}>
      <FlushContext value={scope}>
        <div ref={root} className={classes.form} data-testid="capture-form" onKeyDown={onKeyDown} role="presentation">
          <div className={classes.fields}>
            <TypeRow />
            {visible.matter !== null && <CategoryField list={category} onChosen={beginWay} />}
            {visible.caller.length > 0 && <><NameField /><CallbackField callingNumber={props.callingNumber} /></>}
            {visible.matter !== null && (
              <Matter visible={visible} hasParticipants={hasParticipants} setParticipants={setParticipants} titleHint={props.proposedTitle} />
            )}
            <NarrativeRow evidence={props.evidence} />
            {visible.matter !== null && (
              <EmotionRow emotions={draft.emotions} suggestions={feelings} answering={answering} opened={emotionOpen} setOpened={setEmotionOpen}
                answer={({ proposal }, yes) => tagging.ask(yes ? { type: 'accepted', proposal } : { type: 'refused', proposal, reason: null })}>
                <button type="button" className={classes.link} aria-expanded={hasMore} onClick={() => setMore(!hasMore)}>{t('capture.more')} <span aria-hidden="true">{hasMore ? '▾' : '›'}</span></button>
              </EmotionRow>
            )}
            {hasMore && <MoreFields visible={visible} titleHint={props.proposedTitle} />}
          </div>
          {(visible.matter !== null || hasDanger) && (
            <div className={classes.tags}>
              <RiskSection
                draft={draft}
                grading={review.grading}
                suggestions={risks}
                answering={answering}
                refusing={isRefusing}
                problem={tagging.problem}
                forget={tagging.forget}
                askLead={tagging.askLead}
                menu={riskMenu}
                setMenu={setRiskMenu}
                ask={(wish) => {
                  setRefusing(null)
                  tagging.ask(wish)
                }}
                setRefusing={setRefusing}
              />
              <ActionsList actions={actions} actionLevel={review.grading.actionLevel} />
            </div>
          )}
        </div>
      </FlushContext>
    </CaptureContext>
  )
}

/** The block that the category brings, with the sum in words and the people by name. */
function Matter({ visible, hasParticipants, setParticipants, titleHint }: { readonly visible: VisibleFields; readonly hasParticipants: boolean; readonly titleHint: string | null; setParticipants(opened: boolean): void }) {
  const { t } = useTranslation()
  const { matter } = visible
  if (matter === null) return null
  const tableAfter = endOfRow(matter.slots, 'workers_count')
  return (
    <div className={classes.block} data-kind={matter.kind}>
      {matter.kind !== 'general' && <div className={classes.blockHead}><h2>{t(`capture.block.${matter.kind}`)}</h2><BlockHint /><AmountInWords /></div>}
      {matter.slots.map((slot, index) => (
        <Fragment key={slot.slot}>
          <SlotView slot={slot} titleHint={titleHint} peopleTrailing={visible.participants ? <PeopleButton opened={hasParticipants} setOpened={setParticipants} /> : null} />
          {index === tableAfter && visible.participants && hasParticipants && <Participants />}
        </Fragment>
      ))}
      {visible.participants && !matter.slots.some(({ slot }) => slot === 'workers_count') && <div className={classes.full}><PeopleButton opened={hasParticipants} setOpened={setParticipants} /></div>}
      {tableAfter < 0 && visible.participants && hasParticipants && <Participants />}
    </div>
  )
}

/** Place of the last slot in the row of that one; -1 when it is not there. */
function endOfRow(slots: readonly FieldSlot[], slot: SlotId): number {
  const at = slots.findIndex((each) => each.slot === slot)
  const isLeft = slots[at]?.width === 'half' && slots.slice(0, at).filter(({ width }) => width === 'half').length % 2 === 0
  return at < 0 || !isLeft ? at : at + 1
}

function BlockHint() {
  const { t } = useTranslation()
  const { values } = useCapture()
  return <span className={classes.hint}>{values.category === undefined ? '' : t('capture.brought', { code: values.category })}</span>
}

function PeopleButton({ opened, setOpened }: { readonly opened: boolean; setOpened(opened: boolean): void }) {
  const { t } = useTranslation()
  const { values } = useCapture()
  return (
    <button type="button" className={classes.link} aria-expanded={opened} onClick={() => setOpened(!opened)}>
      {t('capture.named', { count: values.participants?.length ?? 0 })} <span aria-hidden="true">{opened ? '▾' : '›'}</span>
    </button>
  )
}

function NarrativeRow({ evidence }: { readonly evidence: readonly MarkedSpan[] }) {
  const { t } = useTranslation()
  const { values, change, issueOf } = useCapture()
  const onChange = useCallback((text: string) => change((draft) => ({ ...draft, values: withValue(draft.values, 'description', text) })), [change])
  return (
    <Field label={t('fields.description')} slotId="description" width="full" isEmpty={!values.description} tall issue={issueOf(['description'])}>
      <MarkedTextarea value={values.description ?? ''} spans={evidence} maxLength={longestText.description} placeholder={t('capture.narrativeHow')} onChange={onChange} />
    </Field>
  )
}

function MoreFields({ visible, titleHint }: { readonly visible: VisibleFields; readonly titleHint: string | null }) {
  const { t } = useTranslation()
  const first = useRef<HTMLDivElement>(null)
  // They come below everything else: without this, opening them shows nothing.
  useEffect(() => first.current?.scrollIntoView({ block: 'nearest' }), [])
  return visible.more.map(({ group, slots }, index) => (
    <div key={group} ref={index === 0 ? first : null} className={classes.moreGroup} role="group" aria-label={t(`capture.moreGroup.${group}`)}>
      <h3 className={classes.moreHead}>{t(`capture.moreGroup.${group}`)}</h3>
      {slots.map((slot) => <SlotView key={slot.slot} slot={slot} titleHint={titleHint} peopleTrailing={null} />)}
    </div>
  ))
}

/** The slots that are drawn without anything being opened first. */
function isInSight(slot: SlotId, { caller, matter }: VisibleFields): boolean {
  const always: readonly SlotId[] = matter === null ? ['request_type', 'description'] : ['request_type', 'category', 'description']
  return always.includes(slot) || [...caller, ...(matter?.slots ?? [])].some((each) => each.slot === slot)
}

function focusSlot(root: HTMLElement | null, slot: string): boolean {
  const row = root?.querySelector<HTMLElement>(`[data-slot="${slot}"]`)
  const target = row?.querySelector<HTMLElement>('[role=radio][tabindex="0"], input:not([type=checkbox]), textarea, select')
  if (target === null || target === undefined) return false
  target.focus()
  return true
}
