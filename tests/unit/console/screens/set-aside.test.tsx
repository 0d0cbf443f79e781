// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { createInstance } from 'i18next'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { afterEach, describe, expect, it } from 'vitest'
import { catalogueIn } from '../../../../renderer/console/app/follow-settings'
import { startI18n } from '../../../../renderer/console/app/i18n'
import { ServicesProvider, type Services } from '../../../../renderer/console/app/services'
import { createSetAsideDesk } from '../../../../renderer/console/app/set-aside-desk'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import { SetAsideOverlay } from '../../../../renderer/console/screens/set-aside-overlay'
import type { ReadAside } from '../../../../renderer/storage/aside-records'
import type { Reveal } from '../../../../shared/tickets/reveal'
import { draftOf, morning, wageComplaint } from '../../../support/drafts'
import { createManualTime } from '../../../support/manual-time'

const draft = draftOf(1, { values: { ...wageComplaint, caller_name: '欧阳静', confidential: true, note: '别告诉单位' } })
const aside: ReadAside = { number: 3, table: 'drafts', key: draft.id, problem: { code: 'malformed', paths: ['risks'] }, at: morning, record: { ...draft, sealed: {} }, plain: draft, isElsewhere: false, reveals: [] }

let close: (() => Promise<void>) | null = null
afterEach(async () => {
  await close?.()
  close = null
})

async function openDialog(records: ReadAside[], { isFull = false } = {}) {
  ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
  const time = createManualTime(morning)
  const author = { kind: 'agent' as const, id: '8017', name: '李敏', seat: '8017' }
  const setAside = createSetAsideDesk({
    work: {
      setAside: async () => [...records],
      forgetAside: async (number) => !isFull && records.splice(records.findIndex((each) => each.number === number), 1).length > 0,
      async noteAsideReveal(number, reveal: Reveal) {
        if (isFull) throw new Error('full')
        records.forEach((each, at) => each.number === number && (records[at] = { ...each, reveals: [...each.reveals, reveal] }))
      },
    },
    outbox: { enqueue: () => Promise.reject(new Error('no order is known of it')) }, clock: time, timers: time, newId: () => 'never', author,
  })
  const view = createViewStore('seat')
  view.setState({ overlay: 'set-aside' })
  const i18n = await startI18n('zh-CN', createInstance())
  const services = { view, setAside, catalogue: catalogueIn('zh-CN'), start: { homeArea: '023' } } as unknown as Services
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  await act(async () => root.render(<I18nextProvider i18n={i18n}><MantineProvider env="test"><ServicesProvider value={services}><SetAsideOverlay /></ServicesProvider></MantineProvider></I18nextProvider>))
  await act(() => setAside.refresh())
  close = async () => {
    await act(async () => root.unmount())
    document.body.replaceChildren()
  }
  const words = () => document.body.textContent ?? ''
  const press = (selector: string) => act(async () => document.querySelector<HTMLElement>(selector)?.click())
  return { time, setAside, view, words, press }
}

describe('records that were set aside, on the screen', () => {
  it('of a secret caller nothing is shown before somebody has said why, and nothing once the minute is over', async () => {
    const { time, words, press } = await openDialog([aside])
    const secrets = ['欧阳静', '欧***', '别告诉单位', wageComplaint.description ?? '', '154****0012']
    expect(words()).toContain('保密来电')
    for (const secret of secrets) expect(words()).not.toContain(secret)
    await press('[data-command="reveal"]')
    await press('[data-reason="lead-asked"]')
    for (const shown of ['欧阳静', '别告诉单位', '154-0000-0012', '李敏']) expect(words()).toContain(shown)
    for (const line of document.querySelectorAll('dd')) expect(line.dataset['revealed']).toBe('保密来电人')
    await act(() => time.advance(61_000))
    for (const secret of secrets) expect(words()).not.toContain(secret)
  })

  it('of a look at one its reason is listed with names and numbers masked in it', async () => {
    const look: Reveal = { by: { id: '8001', name: '周敏' }, at: morning, parts: ['words'], reason: 'other', note: '欧阳静让打 15400000099' }
    const { words } = await openDialog([{ ...aside, reveals: [look] }])
    expect(words()).toContain('欧**让打 154****0099')
    expect(words()).not.toContain('欧阳静')
  })

  it('is not shown in full, and not said to be deleted, where nothing can be written', async () => {
    const { words, press } = await openDialog([aside], { isFull: true })
    await press('[data-command="reveal"]')
    await press('[data-reason="lead-asked"]')
    expect(words()).toContain('没有显示')
    expect(words()).not.toContain('欧阳静')
    await close?.()
    const again = await openDialog([aside], { isFull: true })
    await again.press('[data-action="done"]')
    await again.press('[data-action="delete"]')
    expect(again.words()).toContain('没有删掉')
  })

  it('says of each what it is, where its other copy stands, or that no word is left', async () => {
    const { words } = await openDialog([
      { ...aside, number: 1, isElsewhere: true },
      { ...aside, number: 2, table: 'journal', record: { kind: 'submission-queued' }, problem: { code: 'cannot-be-opened' }, plain: null },
      { ...aside, number: 4, table: 'callLog', record: { startedAt: morning }, plain: null },
    ])
    for (const said of ['另一份读得出来', '待上传（备份日志里的一份）', '一个也读不出来', '通话记录', '只少这一行']) expect(words()).toContain(said)
  })
})
