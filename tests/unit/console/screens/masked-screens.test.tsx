// @vitest-environment happy-dom
import { bookInUse } from '../../../../shared/desk-book/book-in-use'
import { MantineProvider } from '@mantine/core'
import { createInstance } from 'i18next'
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { afterEach, describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { createCallList, callerOfOrder } from '../../../../renderer/console/app/call-list'
import { createCommands } from '../../../../renderer/console/app/commands'
import { createDeskStatusStore } from '../../../../renderer/console/app/desk-status-store'
import { catalogueIn } from '../../../../renderer/console/app/follow-settings'
import { startI18n } from '../../../../renderer/console/app/i18n'
import { ServicesProvider, type Services } from '../../../../renderer/console/app/services'
import { useDraft } from '../../../../renderer/console/app/shell-hooks'
import { createTodayLog } from '../../../../renderer/console/app/today-store'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import { ownRules } from '../../../../renderer/console/app/seat-rules'
import { CallerColumn } from '../../../../renderer/console/screens/caller-column'
import { CallsScreen } from '../../../../renderer/console/screens/calls-screen'
import { RevealOverlay } from '../../../../renderer/console/screens/reveal-overlay'
import { SeatScreen } from '../../../../renderer/console/screens/seat-screen'
import { TicketsScreen } from '../../../../renderer/console/screens/tickets-screen'
import { useRedTrace } from '../../../../renderer/console/screens/use-red-trace'
import { lineOfDraft } from '../../../../renderer/console/seat/call-log-line'
import type { KnownPerson, PersonId } from '../../../../shared/callers/person'
import type { HistoryKey } from '../../../../shared/callers/phone-number'
import type { CallId } from '../../../../shared/calls/call'
import { historyItemOf } from '../../../../shared/tickets/history-item'
import type { Reveal } from '../../../../shared/tickets/reveal'
import type { Ticket } from '../../../../shared/tickets/ticket'
import type { DeskSession } from '../../../../shared/ipc/shared-desk-values'
import { defaultSettings } from '../../../../shared/settings/settings'
import { formatMinute } from '../../../../renderer/ui/format-time'
import { draftOf, morning, testUuid, ticketOf, wageComplaint } from '../../../support/drafts'
import { createActingSeat } from '../app/acting-seat.fixture'
import { noHelp } from '../app/no-help.fixture'

/** Everything that must not be read off a screen outside of the own call. */
const canaries = ['秦木根', '覃国富', '欧阳静', '段满仓', '15400000012', '15400000099', '13912345678', '500999199003150013']

const values = { ...wageComplaint, description: '秦木根和段满仓的身份证500999199003150013，电话139-1234-5678', contact_person: '段满仓', employer_name: '示例建筑公司（财务 15400000099）', work_address: '滨江路工地三号门，找段满仓 13912345678' }
const submitted = draftOf(1, { values, caller: { kind: 'known', personId: testUuid(71) } })
const red = draftOf(4, { values, risks: [{ code: 'EXTREME', severity: 'RED', confirmedAt: 1, source: 'agent' }] })
const secret = draftOf(2, { values: { ...values, caller_name: '欧阳静', confidential: true }, call: { ...draftOf(2).call, historyKey: '8615400000099', numberDisplay: '154-0000-0099' } })
const kept = draftOf(3, { values: { caller_name: '覃国富', category: 'WAGE-02' }, caller: { kind: 'known', personId: testUuid(71) } })
const known: KnownPerson = { id: testUuid(71) as PersonId, name: '秦木根', numbers: [{ key: '8615400000012' as HistoryKey }], notes: {}, history: [historyItemOf(ticketOf(submitted), () => null)] }
/** What was typed about an order outside of its form, by whoever did not think that a name or a number has no place there. */
const remarks: Partial<Ticket> = {
  lowerings: [{ code: 'GATHER', from: 'RED', to: 'YELLOW', lead: '周敏 13912345678', reason: '秦木根 154 0000 0012 说只是气话', loweredAt: morning }],
  approvals: [{
    askId: testUuid(61), wish: { kind: 'void' }, reason: '和段满仓那张重了', by: { id: '8017', name: '练习' }, askedAt: morning,
    decision: { granted: false, reason: '先打 15400000099 问清楚', by: { id: '8001', name: '周敏' }, at: morning },
  }],
  reveals: [{ by: { id: '8001', name: '周敏' }, at: morning, parts: ['number'], reason: 'other', note: '给秦木根家属 139-1234-5678 回话' }],
}
const lookedAt: Reveal = { by: { id: '8001', name: '周敏' }, at: morning, parts: ['number'], reason: 'other', note: '他让打 13912345678' }
const orders = [submitted, red, secret].map((draft) => ({ ...ticketOf(draft), ...(draft === submitted ? remarks : {}) }))
const [order, redOrder, secretOrder] = orders

let close: (() => Promise<void>) | null = null
afterEach(async () => {
  await close?.()
  close = null
})

async function openScreen(place: 'seat' | 'calls' | 'tickets', screen: ReactNode, session: Pick<DeskSession, 'roles' | 'unit'> | null = null) {
  ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
  const acting = createActingSeat([kept], { people: [known], tickets: orders.map((ticket) => ({ ticket, isPending: false, kept: 'whole' as const })) })
  const { seat, keeper, actions: drafts, time, reveals, line } = acting
  const view = createViewStore(place)
  const desk = createDeskStatusStore(() => Promise.resolve({ kind: 'unknown' }))
  const cache = {
    lookup: acting.people,
    ticket: async (id: string) => orders.flatMap((ticket) => (ticket.id === id ? [{ ticket, isPending: false, kept: 'whole' as const }] : []))[0] ?? null,
    lookupTicket: async (number: string) => orders.filter((ticket) => ticket.number === number).map((ticket) => ({ ticket, isPending: false, kept: 'whole' as const })),
  }
  const entries = [submitted, red, secret, kept].map((draft) => ({ ...lineOfDraft(draft), startedAt: time.now(), outcome: 'completed' as const, ticketNumbers: draft === kept ? [] : [draft.number], ...(draft === kept ? { reveals: [lookedAt] } : {}) }))
  const toOwnExchange = { ...entries[0]!, callId: 'to-600' as CallId, direction: 'outgoing' as const, historyKey: null, numberDisplay: '600', ticketNumbers: [] }
  const backToCaller = { ...entries[0]!, callId: testUuid(60), direction: 'outgoing' as const, ticketNumbers: [submitted.number] }
  const log = { write: async () => undefined, recent: async () => [...entries, toOwnExchange, backToCaller], ofNumber: async () => [] }
  const today = createTodayLog(log, cache, time)
  const callList = createCallList(log, cache, '023')
  await Promise.all([today.refresh(), callList.refresh()])
  const chosenNumber = () => callerOfOrder(reveals.store.getState().offered?.ticket ?? null)
  const commands = createCommands({ seat, view, clock: time, steadyMs: time.steadyMs, stage: () => null, draftOnStage: () => null, isRed: () => false, chosenNumber, reveals, mayWrite: true, enterManually: () => undefined, openWall: () => undefined, lock: () => undefined, wrapUpPolicy: () => 'timed', ...noHelp(), pick: () => undefined })
  const none: readonly never[] = []
  const services = {
    seat, keeper, drafts, desk, view, commands, cache, reveals, today, callList, clock: time, isPractice: false, worksOnOrders: true, line,
    outbox: { subscribe: () => () => undefined, entries: () => none }, recordings: null, start: { mode: session === null ? 'practice' : 'desk-shared', homeArea: '023', seatCode: '8017' }, deskSession: createStore(() => session), agent: { id: '8017', number: '8017', name: '练习' },
    catalogue: catalogueIn('zh-CN'), settings: createStore(() => defaultSettings), rules: createStore(() => ownRules(defaultSettings)), book: createStore(() => bookInUse([])), dutyNow: () => [], manualCalls: { isInHand: () => false },
  } as unknown as Services
  const words = await startI18n('zh-CN', createInstance())
  const host = document.body.appendChild(document.createElement('div'))
  const root = createRoot(host)
  await act(async () => root.render(<MantineProvider env="test" withGlobalClasses={false}><I18nextProvider i18n={words}><ServicesProvider value={services}>{screen}<RevealOverlay /></ServicesProvider></I18nextProvider></MantineProvider>))
  close = async () => {
    await act(async () => root.unmount())
    host.remove()
  }
  const settle = () => act(async () => time.advance(0))
  await settle()
  return {
    ...acting, view,
    /** What of the canaries stands anywhere in the page: as text, in a title, in a name for the screen reader, in an attribute. */
    found: () => {
      const page = `${document.documentElement.outerHTML}${document.title}`
      const plain = page.replaceAll(/(?<=\d)[ -](?=\d)/g, '')
      return canaries.filter((canary) => page.includes(canary) || plain.includes(canary))
    },
    text: () => host.textContent ?? '',
    choose: async (id: string) => {
      await act(async () => view.setState(place === 'calls' ? { callId: id } : { ticketId: id }))
      await settle()
    },
    press: async (command: 'reveal' | 'redial') => act(async () => {
      if (commands[command].enabled()) commands[command].perform()
    }),
    say: async (reason: string, note?: string) => {
      const dialog = document.querySelector('[data-testid="reveal-dialog"]')
      const input = dialog?.querySelector('input')
      if (note !== undefined && input) {
        await act(async () => {
          Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, note)
          input.dispatchEvent(new Event('input', { bubbles: true }))
        })
      }
      await act(async () => dialog?.querySelector<HTMLElement>(`[data-reason="${reason}"]`)?.click())
      await settle()
    },
    wait: (ms: number) => act(async () => time.advance(ms)),
  }
}

describe('outside of the own call no past caller can be told', () => {
  it('from the seat between calls', async () => {
    const { found, text } = await openScreen('seat', <SeatScreen />)
    expect(text()).toContain('秦**')
    expect(text()).toContain('覃** · ')
    expect(text()).toContain('保密来电人')
    expect(found()).toEqual([])
  })

  it('but an extension of the own exchange stands as it was dialled', async () => {
    for (const [place, screen] of [['seat', <SeatScreen key="seat" />], ['calls', <CallsScreen key="calls" />]] as const) {
      const { text } = await openScreen(place, screen)
      expect(text()).toContain('600')
      expect(text()).not.toContain('号码未显示')
      await close?.()
      close = null
    }
  })

  it('from the list of calls, and from each of them', async () => {
    const screen = await openScreen('calls', <CallsScreen />)
    for (const draft of [submitted, red, secret, kept]) {
      await screen.choose(draft.call.callId)
      expect(screen.found()).toEqual([])
    }
    expect(screen.text()).toContain('154****0012')
  })

  it('from the list of orders, and from an order, in what was written down too', async () => {
    const screen = await openScreen('tickets', <TicketsScreen />)
    for (const { id } of [order!, secretOrder!]) {
      await screen.choose(id)
      expect(screen.found()).toEqual([])
    }
    await screen.choose(order!.id)
    expect(screen.text()).toContain('秦**和段**的身份证500999********0013，电话139****5678')
  })

  it('from whatever else was typed about an order: where it is, why a tag was lowered, what a lead was asked and said, why somebody looked', async () => {
    const screen = await openScreen('tickets', <TicketsScreen />)
    await screen.choose(order!.id)
    for (const words of ['示例建筑公司（财务 154****0099）', '滨江路工地三号门，找段** 139****5678', '周敏 139****5678', '秦** 154****0012 说只是气话', '和段**那张重了', '先打 154****0099 问清楚', '给秦**家属 139****5678 回话']) {
      expect(screen.text()).toContain(words)
    }
    expect(screen.found()).toEqual([])
  })

  it('from why somebody looked at the number of a call', async () => {
    const screen = await openScreen('calls', <CallsScreen />)
    await screen.choose(kept.call.callId)
    expect(screen.text()).toContain('他让打 139****5678')
    await screen.choose(submitted.call.callId)
    expect(screen.text()).toContain('给秦**家属 139****5678 回话')
    expect(screen.found()).toEqual([])
  })

  it('from the column beside a draft of an earlier call', async () => {
    function Beside() {
      const draft = useDraft(kept.id)
      return draft === null ? null : <CallerColumn draft={draft} isOwnCall={false} isRed={false} />
    }
    const { found, text } = await openScreen('seat', <Beside />)
    expect(text()).toContain('覃**')
    expect(found()).toEqual([])
  })
})

describe('an order', () => {
  it('is shown in full with a reason, for a minute, and lists who looked', async () => {
    const screen = await openScreen('tickets', <TicketsScreen />)
    await screen.choose(order!.id)
    await screen.press('reveal')
    await screen.say('verify-identity')
    expect(screen.found()).toEqual(expect.arrayContaining(['秦木根', '15400000012', '13912345678']))
    expect(document.querySelector('[data-revealed]')?.getAttribute('data-revealed')).not.toContain('秦木根')
    for (const words of ['找段满仓 13912345678', '秦木根 154 0000 0012 说只是气话', '先打 15400000099 问清楚', '给秦木根家属 139-1234-5678 回话']) expect(screen.text()).toContain(words)
    expect(screen.submitted[0]?.events).toMatchObject([{ type: 'personal-revealed', data: { parts: ['name', 'number', 'words'], reason: 'verify-identity' } }])
    await screen.wait(60_000)
    expect(screen.found()).toEqual([])
  })

  it('stays masked, with words, when the look cannot be put down or has no reason', async () => {
    const screen = await openScreen('tickets', <TicketsScreen />)
    await screen.choose(order!.id)
    await screen.press('reveal')
    await screen.say('other')
    expect(document.querySelector('[data-problem]')?.getAttribute('data-problem')).toBe('words-missing')
    screen.broken.outbox = { code: 'storage-full' }
    await screen.say('other', '老人听不清，要念给家属')
    expect(document.querySelector('[data-problem]')?.textContent).toContain('没能记下来')
    expect([screen.found(), screen.submitted]).toEqual([[], []])
    screen.broken.outbox = null
    await screen.say('other')
    expect(screen.submitted[0]?.events[0]).toMatchObject({ data: { reason: 'other', note: '老人听不清，要念给家属' } })
  })

  it('that is secret is not to be shown by anybody', async () => {
    const screen = await openScreen('tickets', <TicketsScreen />)
    await screen.choose(secretOrder!.id)
    await screen.press('reveal')
    expect([screen.view.getState().overlay, document.querySelector('[data-command="reveal"]'), screen.found()]).toEqual([null, null, []])
  })

  it('under RED is shown in full without a question, which puts itself down once', async () => {
    const screen = await openScreen('tickets', <TicketsScreen />)
    await screen.choose(redOrder!.id)
    expect(screen.found()).toEqual(expect.arrayContaining(['秦木根', '15400000012']))
    await screen.choose(order!.id)
    expect(screen.found()).toEqual([])
    await screen.choose(redOrder!.id)
    expect(screen.submitted.map(({ events }) => events[0]?.data)).toEqual([{ parts: ['name', 'number', 'words'], reason: 'red', note: null }])
  })

  it('shows when this seat has called about it, and stands once in the list of the day', async () => {
    const screen = await openScreen('tickets', <TicketsScreen />)
    await screen.choose(order!.id)
    expect(screen.text()).toContain(`${formatMinute(screen.time.now())} 已接通`)
    expect(screen.text()).toContain('本席去电')
    const listed = [...document.querySelectorAll('li button')].filter(({ textContent }) => textContent.includes(`${order!.number} · `))
    expect(listed).toHaveLength(1)
    expect(screen.found()).toEqual([])
  })

  it('is called back without anybody seeing its number', async () => {
    const screen = await openScreen('tickets', <TicketsScreen />)
    await screen.choose(order!.id)
    await screen.press('redial')
    expect(screen.line.commands).toEqual([{ kind: 'dial', number: '15400000012' }])
    expect([screen.submitted, screen.found()]).toEqual([[], []])
  })

  it('leaves the screen masked when it is copied', async () => {
    const screen = await openScreen('tickets', <TicketsScreen />)
    await screen.choose(order!.id)
    await screen.press('reveal')
    await screen.say('call-back')
    const article = document.querySelector('article')!
    document.getSelection()?.selectAllChildren(article)
    const clipboard = new DataTransfer()
    await act(async () => void document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: clipboard, cancelable: true })))
    expect(clipboard.getData('text/plain')).toContain('秦**')
    expect(clipboard.getData('text/plain')).toContain('先打 154****0099 问清楚')
    expect(canaries.filter((canary) => clipboard.getData('text/plain').replaceAll('-', '').includes(canary))).toEqual([])
    expect(screen.view.getState().toast?.key).toBe('reveal.copiedMasked')
  })
})

describe('an order before a handler', () => {
  const offered = () => ['reveal', 'redial'].filter((command) => document.querySelector(`[data-command="${command}"]`) !== null)
  const ofUnit = (unit: string) => ({ roles: ['HANDLER' as const], unit })

  it.each([['of the own unit', { ...redOrder!, sentTo: ['QXGH@500103'] }, ['redial']], ['of another unit', { ...redOrder!, sentTo: ['QXGH@500106'] }, []]] as const)(
    '%s stays masked under RED, and offers what a handler may do on it',
    async (_, sent, commands) => {
      const at = orders.indexOf(redOrder!)
      orders[at] = sent
      const screen = await openScreen('tickets', <TicketsScreen />, ofUnit('QXGH@500103'))
      await screen.choose(sent.id)
      orders[at] = redOrder!
      expect([offered(), screen.found(), screen.submitted]).toEqual([commands, [], []])
      expect(screen.text()).not.toContain('申请作废')
    },
  )

  it('is said to be one of the unit’s, and to be missing where nobody has said which that is', async () => {
    const { text } = await openScreen('tickets', <TicketsScreen />, ofUnit('QXGH@500103'))
    expect(text()).toContain('这里只有派给渝中区总工会的工单')
    await close?.()
    const nowhere = await openScreen('tickets', <TicketsScreen />, { roles: ['HANDLER'], unit: null })
    expect(nowhere.text()).toContain('还没有定您在哪个单位')
  })

  it('is as before for whoever is an agent as well', async () => {
    const screen = await openScreen('tickets', <TicketsScreen />, { roles: ['HANDLER', 'AGENT'], unit: 'QXGH@500103' })
    await screen.choose(order!.id)
    expect(offered()).toEqual(['reveal', 'redial'])
    expect(screen.text()).not.toContain('这里只有')
  })
})

describe('a call without an order', () => {
  it('keeps in its own line who looked at its number', async () => {
    const screen = await openScreen('calls', <CallsScreen />)
    await screen.choose(kept.call.callId)
    await screen.press('reveal')
    await screen.say('call-back')
    expect(screen.found()).toEqual(['15400000012'])
    expect([screen.noted.map(({ callId, reveal }) => [callId, reveal.parts]), screen.submitted]).toEqual([[[kept.call.callId, ['number']]], []])
  })
})

describe('the draft of an earlier call under RED', () => {
  it('shows number and name in full, and puts that down once in itself', async () => {
    function Beside() {
      const draft = useDraft(kept.id)
      return draft === null ? null : <Traced draft={draft} />
    }
    function Traced({ draft }: { readonly draft: typeof kept }) {
      useRedTrace(draft, true, false)
      return <CallerColumn draft={draft} isOwnCall={false} isRed />
    }
    const screen = await openScreen('seat', <Beside />)
    expect(screen.text()).toContain('154-0000-0012')
    expect(screen.draft(kept.id)?.reveals).toEqual([{ parts: ['name', 'number'], at: expect.any(Number) }])
  })
})
