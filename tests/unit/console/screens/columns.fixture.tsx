import { bookInUse, type BookInUse } from '../../../../shared/desk-book/book-in-use'
import { MantineProvider } from '@mantine/core'
import { createInstance } from 'i18next'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createStore } from 'zustand/vanilla'
import { catalogueIn } from '../../../../renderer/console/app/follow-settings'
import { createCommands } from '../../../../renderer/console/app/commands'
import { createDeskStatusStore, type DeskStatus } from '../../../../renderer/console/app/desk-status-store'
import { startI18n } from '../../../../renderer/console/app/i18n'
import { createPickByPlace } from '../../../../renderer/console/app/pick-by-place'
import type { StageHandle } from '../../../../renderer/console/app/stage-handle'
import { ServicesProvider, type Services } from '../../../../renderer/console/app/services'
import { useDraft } from '../../../../renderer/console/app/shell-hooks'
import { useSlice } from '../../../../renderer/console/app/use-vanilla-store'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import { CallerColumn } from '../../../../renderer/console/screens/caller-column'
import { ReferenceColumn } from '../../../../renderer/console/screens/reference-column'
import { RingColumn } from '../../../../renderer/console/screens/ring-column'
import { ringingCall, type SeatStore } from '../../../../renderer/console/seat/seat-store'
import { nextCall, type Call } from '../../../../shared/calls/call'
import type { CommandId } from '../../../../renderer/console/app/command-list'
import { ownRules } from '../../../../renderer/console/app/seat-rules'
import type { Draft } from '../../../../shared/tickets/draft'
import { defaultSettings, type Locale } from '../../../../shared/settings/settings'
import { createActingSeat } from '../app/acting-seat.fixture'
import { noHelp } from '../app/no-help.fixture'

export interface Columns {
  /** The column of the ring, of the caller, of the reference; null while it is not shown. */
  part(testId: 'ring-stage' | 'caller-column' | 'reference'): HTMLElement | null
  text(testId: Parameters<Columns['part']>[0]): string
  click(element: Element | null | undefined): Promise<void>
  press(command: CommandId): Promise<void>
  ring(call: Call): Promise<void>
  answer(): Promise<void>
  change(update: (draft: Draft) => Draft): Promise<void>
  /** The draft of the call that rang last. */
  draft(): Draft
  close(): Promise<void>
}

/** The columns beside the form on a seat of their own, as the console puts them together, worked by real events. */
export async function openColumns(options: Parameters<typeof createActingSeat>[1] & { readonly locale?: Locale; readonly desk?: Partial<DeskStatus>; readonly book?: BookInUse } = {}): Promise<Columns> {
  ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
  const { locale = 'zh-CN' } = options
  const words = await startI18n(locale, createInstance())
  const acting = createActingSeat([], options)
  const { seat, keeper, time, line, actions: drafts } = acting
  const view = createViewStore('seat')
  const desk = createDeskStatusStore(() => Promise.resolve({ kind: 'unknown' }))
  desk.setState({ state: 'synced', since: time.now(), ...options.desk })
  const cache = { lookup: acting.people }
  const pick = createPickByPlace({ seat, keeper, drafts, cache })
  const picking: Promise<void>[] = []
  // The form itself is not drawn here: only that there is one is asked of it.
  const form = {} as StageHandle
  const commands = createCommands({ seat, view, clock: time, steadyMs: time.steadyMs, stage: () => (seat.store.getState().draftOnStage === null ? null : form), draftOnStage: () => null, isRed: () => false, chosenNumber: () => null, reveals: acting.reveals, mayWrite: true, enterManually: () => undefined, openWall: () => undefined, lock: () => undefined, wrapUpPolicy: () => 'timed', ...noHelp(), pick: (place) => void picking.push(pick(place)) })
  const services = {
    seat, keeper, drafts, desk, view, commands, cache, clock: time, isPractice: false, worksOnOrders: true,
    agent: { id: '8017', name: '练习', number: '8017' }, catalogue: catalogueIn(locale, options.book), settings: createStore(() => defaultSettings), rules: createStore(() => ownRules(defaultSettings)), book: createStore(() => bookInUse([])), dutyNow: () => [],
  } as unknown as Services

  function Shown({ store }: { readonly store: SeatStore }) {
    const { ringing, onStage } = useSlice(store, (state) => ({ ringing: ringingCall(state.line), onStage: state.draftOnStage }))
    const draft = useDraft(onStage)
    return (
      <>
        {ringing !== null && <RingColumn call={ringing} />}
        {draft !== null && <><CallerColumn draft={draft} isOwnCall isRed={false} /><ReferenceColumn draft={draft} /></>}
      </>
    )
  }
  const host = document.body.appendChild(document.createElement('div'))
  const root = createRoot(host)
  await act(async () => root.render(<MantineProvider env="test" withGlobalClasses={false}><I18nextProvider i18n={words}><ServicesProvider value={services}><Shown store={seat.store} /></ServicesProvider></I18nextProvider></MantineProvider>))
  const part: Columns['part'] = (testId) => host.querySelector<HTMLElement>(`[data-testid="${testId}"]`)
  const draftNow = () => {
    const kept = keeper.all().at(-1)
    if (kept === undefined) throw new Error('nothing rang')
    return kept.draft
  }
  let call: Call | null = null
  return {
    part,
    text: (testId) => part(testId)?.textContent ?? '',
    click: async (element) => act(async () => (element as HTMLElement).click()),
    press: async (command) => act(async () => {
      if (commands[command].enabled()) commands[command].perform()
      await Promise.all(picking)
    }),
    ring: async (ringing) => act(async () => {
      call = ringing
      line.show([ringing])
      await time.advance(0)
    }),
    answer: async () => act(async () => {
      await time.advance(2_000)
      if (call === null) return
      call = nextCall(nextCall(call, { kind: 'answer-requested', at: time.now() }), { kind: 'established', at: time.now(), canBeHeard: true })
      line.show([call])
      await time.advance(0)
    }),
    change: async (update) => act(async () => drafts.change(draftNow().id, update)),
    draft: draftNow,
    close: async () => {
      await act(async () => root.unmount())
      host.remove()
    },
  }
}
