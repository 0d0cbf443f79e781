// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { createInstance } from 'i18next'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { afterEach, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { catalogueIn } from '../../../../renderer/console/app/follow-settings'
import { startI18n } from '../../../../renderer/console/app/i18n'
import { ServicesProvider, type Services } from '../../../../renderer/console/app/services'
import { createViewStore } from '../../../../renderer/console/app/view-store'
import { ApprovalsScreen } from '../../../../renderer/console/screens/approvals-screen'
import { morning, testUuid } from '../../../support/drafts'
import { quietShift, wang, watchedOrder } from '../../../support/shift'

let close: (() => Promise<void>) | null = null
afterEach(async () => {
  await close?.()
  close = null
})

it('what waits for a lead tells no number that stands in why somebody asks, be it about an order or about a draft', async () => {
  ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
  const reason = '和 154-0000-0099 那张重了，身份证500999199003150013'
  const answer = quietShift({
    // As a desk of an earlier version tells it.
    orders: [watchedOrder(1, { asks: [{ askId: testUuid(61), wish: { kind: 'void' }, reason, by: { id: wang.personId, name: wang.name }, askedAt: morning }] })],
    draftAsks: [{ id: testUuid(62), draftId: testUuid(63), number: '20261122-8018-001-1', startedAt: morning, reason, by: wang, at: morning, decision: null }],
  })
  const services = {
    shift: { store: createStore(() => ({ answer, heardAt: morning, link: 'live' as const })), refresh: () => undefined },
    approvals: {}, view: createViewStore('approvals'), catalogue: catalogueIn('zh-CN'),
  } as unknown as Services
  const words = await startI18n('zh-CN', createInstance())
  const host = document.body.appendChild(document.createElement('div'))
  const root = createRoot(host)
  await act(async () => root.render(<I18nextProvider i18n={words}><MantineProvider env="test"><ServicesProvider value={services}><ApprovalsScreen /></ServicesProvider></MantineProvider></I18nextProvider>))
  close = async () => {
    await act(async () => root.unmount())
    host.remove()
  }
  const lines = [...host.querySelectorAll('[data-approval]')].map(({ textContent }) => textContent)
  expect(lines).toHaveLength(2)
  for (const line of lines) expect(line).toContain('和 154****0099 那张重了，身份证500999********0013')
})
