// @vitest-environment happy-dom
import { createInstance } from 'i18next'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { catalogueIn } from '../../../../renderer/console/app/follow-settings'
import { startI18n } from '../../../../renderer/console/app/i18n'
import { ServicesProvider, type Services } from '../../../../renderer/console/app/services'
import { FloorBlocks } from '../../../../renderer/console/screens/floor-column'
import { bookInUse } from '../../../../shared/desk-book/book-in-use'
import { defaultSettings } from '../../../../shared/settings/settings'
import { testUuid } from '../../../support/drafts'
import { agentAtSeat, leadZhou } from '../../../support/floor-signals'
import { createFloorDesk, createFloorSeat } from '../app/floor-of-two.fixture'

const zhao = { personId: testUuid(8003), name: '赵文博', seat: '8003' }
/** Who calls for help is asked about: of them nobody but those who act may read this anywhere in the page. */
const canaries = ['15400000012', '秦木根', '13912345678']

describe.each(['zh-CN', 'en'] as const)('the card of a call for help on two leads’ consoles, %s', (locale) => {
  let agent: ReturnType<typeof createFloorSeat>
  let lead: Awaited<ReturnType<typeof openLead>>
  let other: Awaited<ReturnType<typeof openLead>>
  let desk: ReturnType<typeof createFloorDesk>
  const closing: (() => Promise<void>)[] = []

  async function openLead(person: typeof zhao) {
    ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
    const seat = createFloorSeat(desk, person, true)
    const services = {
      floor: seat.floor, view: seat.view, agent: { id: person.personId }, start: { homeArea: '023' }, dutyNow: () => [], book: createStore(() => bookInUse([])),
      catalogue: catalogueIn(locale), settings: createStore(() => ({ ...defaultSettings, locale })),
    } as unknown as Services
    const words = await startI18n(locale, createInstance())
    const host = document.body.appendChild(document.createElement('div'))
    const root = createRoot(host)
    await act(async () => root.render(<I18nextProvider i18n={words}><ServicesProvider value={services}><FloorBlocks /></ServicesProvider></I18nextProvider>))
    closing.push(async () => {
      await act(async () => root.unmount())
      host.remove()
    })
    return {
      ...seat,
      found: () => canaries.filter((canary) => host.outerHTML.replaceAll(/(?<=\d)[ -](?=\d)/g, '').includes(canary)),
      text: () => host.textContent ?? '',
      press: (command: string) => act(async () => host.querySelector<HTMLElement>(`[data-command="${command}"]`)?.click()),
      has: (command: string) => host.querySelector(`[data-command="${command}"]`) !== null,
    }
  }
  const settle = () => act(async () => {
    for (const seat of [agent, lead, other]) await seat.settle()
  })

  beforeEach(async () => {
    desk = createFloorDesk()
    agent = createFloorSeat(desk, agentAtSeat, false, { who: '秦木根' })
    lead = await openLead(leadZhou)
    other = await openLead(zhao)
    await act(async () => {
      agent.red.press()
      agent.write('秦木根在楼顶，妻子13912345678')
    })
    await settle()
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  it('says where it is and what is said, and not who it is, as long as nobody has accepted', () => {
    for (const { found, text } of [lead, other]) {
      expect(found()).toEqual([])
      expect(text()).toContain('渝中区 示例楼')
      expect(text()).toContain('154****0012')
      expect(text()).toContain('秦**在楼顶，妻子139****5678')
    }
  })

  it('shows everything at once to whoever accepts, and to nobody else', async () => {
    await lead.press('accept-red')
    await settle()
    expect([lead.found(), other.found()]).toEqual([canaries, []])
    expect([lead.has('ring-emergency'), other.has('ring-emergency')]).toEqual([false, true])
  })

  it('shows everything to whoever rings 110 or 120, before and behind an acceptance, also with the desk away', async () => {
    desk.setAway(true)
    await other.press('ring-emergency')
    expect([lead.found(), other.found()]).toEqual([[], canaries])
    desk.setAway(false)
    await settle()
    await act(() => other.acting.time.advance(2_000))
    await lead.press('accept-red')
    await settle()
    expect([lead.found(), other.found()]).toEqual([canaries, canaries])
    expect(lead.text()).toContain(locale === 'en' ? '赵文博 rings 110/120' : '赵文博 在打 110/120')
  })

  it('shows it again to a console that is opened anew, and hides it from one of another lead', async () => {
    await lead.press('accept-red')
    await settle()
    const [again, third] = [await openLead(leadZhou), await openLead({ personId: testUuid(8009), name: '钱', seat: '8009' })]
    expect([again.found(), third.found()]).toEqual([canaries, []])
  })

  it('does not offer a lead who sees no number to call it back when the call drops', async () => {
    await act(async () => agent.told.dropped(null as never))
    await settle()
    await lead.press('accept-red')
    await settle()
    const offer = locale === 'en' ? 'you may call this number' : '也可以由您打这个号码'
    expect([lead.text().includes(offer), other.text().includes(offer)]).toEqual([true, false])
  })
})
