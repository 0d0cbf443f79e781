import { MantineProvider } from '@mantine/core'
import { act, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { createRoot } from 'react-dom/client'
import { createCatalogue } from '../../../renderer/console/app/catalogue'
import { CaptureFooter } from '../../../renderer/console/features/capture/capture-footer'
import { CaptureForm, type CaptureHandle } from '../../../renderer/console/features/capture/capture-form'
import { evidenceSpans } from '../../../renderer/console/features/capture/evidence-spans'
import { stageModel } from '../../../renderer/console/stage/stage-model'
import app from '../../../shared/i18n/locales/zh-CN/app.json'
import capture from '../../../shared/i18n/locales/zh-CN/capture.json'
import commands from '../../../shared/i18n/locales/zh-CN/commands.json'
import fields from '../../../shared/i18n/locales/zh-CN/fields.json'
import tags from '../../../shared/i18n/locales/zh-CN/tags.json'
import type { RecentUse } from '../../../shared/tickets/category-search'
import { epochMs } from '../../../shared/lib/clock'
import { localDate } from '../../../shared/tickets/deadlines/local-time'
import type { Draft } from '../../../shared/tickets/draft'
import { askedByRules } from '../../../shared/tickets/fields/asked-by-rules'
import { saysSomething } from '../../../shared/tickets/fields/says-something'
import { missingFor } from '../../../shared/tickets/fields/missing-fields'
import { unreadSlots } from '../../../shared/tickets/fields/unread-words'
import { validateFields } from '../../../shared/tickets/fields/validate-fields'
import { visibleFields } from '../../../shared/tickets/fields/visible-fields'
import { pendingBeforeSubmit } from '../../../shared/tickets/tags/pending'
import { findCategory } from '../../../shared/tickets/taxonomy'
import { InWords } from '../../support/in-words'

const now = Date.parse('2026-11-23T10:42:36+08:00')
const today = localDate('2026-11-23')

export const emptyDraft: Draft = {
  id: '01890000-0000-7000-8000-000000000001', revision: 1, ticketId: '01890000-0000-7000-8000-000000000002', number: 'YL-20261123-8017-013-1', practice: true,
  author: { kind: 'agent', id: 'a1', name: '林晓', seat: '8017' }, createdAt: now, changedAt: now, touched: true,
  call: {
    callId: '01890000-0000-7000-8000-000000000003', queueCallId: null, queue: null, startedAt: now, answeredAt: now, endedAt: null, numberDisplay: '154 0000 0001', historyKey: '8615400000001',
  },
  caller: { kind: 'undecided' }, values: {}, unread: {}, emotions: { start: null, end: null }, risks: [], lowerings: [], noRisk: false, answeredSuggestions: [], actionsDone: {}, knowledgeUsed: [], noContent: null, warnings: [], reveals: [], mergeInto: null,
}

/** The form with a draft behind it, as the stage puts them together, worked by real events. */
export interface SeatOfForm {
  draft(): Draft
  readonly asked: string[]
  /** What the form said of words that it holds back, in order. */
  readonly held: boolean[]
  readonly handle: RefObject<CaptureHandle | null>
  input(slot: string): HTMLInputElement | HTMLTextAreaElement
  /** Types into what has the focus, or into a slot that it first gives the focus. */
  type(text: string, slot?: string): Promise<void>
  key(key: string, more?: KeyboardEventInit): Promise<void>
  /** A key that belongs to the input method: `isComposing`, or 229 as Chromium reports it. */
  composingKey(key: string, as: 'isComposing' | '229'): Promise<void>
  compose(steps: readonly string[], result: string): Promise<void>
  run(work: () => void): Promise<void>
  pause(): Promise<void>
  focused(): string | undefined
  /** Hears of changes that the form makes as it goes away, when nothing of it is drawn any more. */
  onLastWords(hear: (draft: Draft) => void): void
  readonly root: HTMLElement
  close(): Promise<void>
}

const words = { app, capture, commands, fields, tags }

export async function openForm(start: Partial<Draft> = {}, recentCategories: readonly RecentUse[] = []): Promise<SeatOfForm> {
  ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
  const catalogue = createCatalogue('zh-CN', { carrier: String, queue: String })
  const keysOf = (command: string) => (command === 'suggestion-yes' ? 'Alt Y' : null)
  const asked: string[] = []
  const held: boolean[] = []
  let heard: (draft: Draft) => void = () => undefined
  const seen: { draft: Draft; handle: RefObject<CaptureHandle | null> } = { draft: { ...emptyDraft, ...start }, handle: { current: null } }
  const keep = (draft: Draft, handle: RefObject<CaptureHandle | null>) => {
    seen.draft = draft
    seen.handle = handle
  }

  function Seat() {
    const [draft, setDraft] = useState(seen.draft)
    const newest = useRef(draft)
    const [change] = useState(() => (update: (draft: Draft) => Draft) => {
      newest.current = update(newest.current)
      setDraft(newest.current)
      heard(newest.current)
    })
    const handle = useRef<CaptureHandle>(null)
    const model = stageModel(draft, { earlierCalls: 0, unsatisfiedCallBacks: 0, openOrder: null }, catalogue, epochMs(now))
    const { values } = draft
    const categoryFields = values.category === undefined ? [] : (findCategory(values.category, catalogue.taxonomy)?.category.extraFields ?? [])
    const fieldsAsked = [...categoryFields, ...askedByRules(values, catalogue.dispatch.rules, catalogue.tags.thresholds)]
    useLayoutEffect(() => keep(draft, handle))
    return (
      <>
        <CaptureForm asksLead={false}
          ref={handle} draft={draft} issues={validateFields(values, today)} evidence={evidenceSpans(model.words.hits, values.description?.length ?? 0)}
          visible={visibleFields({ requestType: values.request_type ?? null, category: values.category ?? null, categoryFields: fieldsAsked, values, unread: draft.unread })}
          review={model.review} actions={model.actions} lists={catalogue} history={{ recentCategories, usedToday: { 'WAGE-01': 2 }, findEmployers: (text) => ['重庆示例江岸装饰工程有限公司'].filter((name) => name.includes(text)) }}
          callingNumber="154****0001" proposedTitle={null} today={today} keysOf={keysOf} now={() => now} onChange={change} onHold={(isHolding) => held.push(isHolding)}
        />
        <CaptureFooter
          missing={missingFor('sent-for-dispatch', { values, categoryFields: fieldsAsked, siteCategories: [], severity: null, isAnonymous: false, canRingBack: true })}
          unread={unreadSlots(draft)} pending={pendingBeforeSubmit(model.review.suggestions, draft, 'dispatch')} requestType={values.request_type ?? null} isWritten={saysSomething(draft)} mergedInto={draft.mergeInto} busy={false}
          riskName={(code) => catalogue.risk(code)} keysOf={() => null}
          keepForLater={() => asked.push('keep')} answerDirectly={() => asked.push('direct')} submit={() => asked.push('submit')} passOn={() => undefined}
          closeWithoutContent={(kind) => asked.push(kind)} undoMerge={() => setDraft({ ...draft, mergeInto: null })}
        />
      </>
    )
  }
  const host = document.body.appendChild(document.createElement('div'))
  const root = createRoot(host)
  await act(async () => root.render(<MantineProvider env="test" withGlobalClasses={false}><InWords words={words}><Seat /></InWords></MantineProvider>))
  const target = () => document.activeElement as HTMLInputElement
  const write = (element: HTMLInputElement | HTMLTextAreaElement, value: string) => {
    // React listens to the element's own setter: writing past it is what a browser does.
    const prototype = element instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value)
    element.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  const input = (slot: string) => {
    const found = host.querySelector<HTMLInputElement>(`[data-slot="${slot}"] input:not([type=checkbox]), [data-slot="${slot}"] textarea`)
    if (found === null) throw new Error(`no field ${slot}`)
    return found
  }
  const press = async (key: string, more: KeyboardEventInit) => {
    await act(async () => {
      target().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
    })
  }
  return {
    draft: () => seen.draft,
    asked,
    held,
    get handle() {
      return seen.handle
    },
    input,
    async type(text, slot) {
      await act(async () => {
        if (slot !== undefined) input(slot).focus()
        write(target(), text)
      })
    },
    key: (key, more = {}) => press(key, more),
    composingKey: (key, as) => press(key, as === 'isComposing' ? { isComposing: true } : ({ keyCode: 229 } as KeyboardEventInit)),
    async compose(steps, result) {
      const before = target().value
      await act(async () => void target().dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true })))
      for (const step of steps) await act(async () => write(target(), before + step))
      await act(async () => {
        write(target(), before + result)
        target().dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
      })
    },
    run: async (work) => act(async () => work()),
    pause: async () => act(async () => new Promise((resolve) => setTimeout(resolve, 150))),
    focused: () => target().closest<HTMLElement>('[data-slot]')?.dataset['slot'],
    onLastWords: (hear) => {
      heard = hear
    },
    root: host,
    close: async () => {
      await act(async () => root.unmount())
      host.remove()
    },
  }
}
