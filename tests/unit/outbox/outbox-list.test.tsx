// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { groupLines } from '../../../renderer/console/features/outbox/outbox-groups'
import { OrderDetails } from '../../../renderer/console/features/outbox/order-details'
import { OutboxList, type OutboxLine, type OutboxListProps } from '../../../renderer/console/features/outbox/outbox-list'
import app from '../../../shared/i18n/locales/zh-CN/app.json'
import outbox from '../../../shared/i18n/locales/zh-CN/outbox.json'
import type { Delivery } from '../../../shared/outbox/delivery'
import { morning } from '../../support/drafts'
import { InWords } from '../../support/in-words'

let root: Root | null = null
beforeAll(() => {
  ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
})
afterEach(async () => {
  await act(async () => root?.unmount())
  document.body.replaceChildren()
})

const states = {
  refused: { state: 'refused', tries: 1, at: morning, refusal: { code: 'refused', eventId: null, reason: 'category-missing', paths: [] } },
  waiting: { state: 'waiting', tries: 0, notBefore: morning, lastFailure: null },
  sending: { state: 'sending', tries: 1, since: morning },
  accepted: { state: 'accepted', at: morning, position: 3 },
} satisfies Record<string, Delivery>

const line = (id: string, state: keyof typeof states, spread: Partial<OutboxLine> = {}): OutboxLine => ({
  id, number: `20261123-8017-${id}`, name: '秦木根', matter: '欠薪', at: morning, delivery: states[state], records: 4, behind: null, writtenBy: null, ...spread,
})
const lines = [line('001', 'waiting'), line('002', 'refused'), line('003', 'sending'), line('004', 'waiting', { behind: '002' }), line('005', 'accepted')]

async function open(spread: Partial<OutboxListProps> = {}) {
  const done: string[] = []
  const props: OutboxListProps = {
    title: '待上传', lines, oldestAt: morning, takesFocus: true, now: morning,
    renderDetails: (id) => <p data-details>{id}</p>,
    retryNow: () => done.push('retry'), repair: (id) => done.push(`repair ${id}`), exportAll: () => done.push('export'), importFile: () => done.push('import'), close: () => done.push('close'),
    ...spread,
  }
  const host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
  await act(async () => root?.render(<InWords words={{ app, outbox }}><OutboxList {...props} /></InWords>))
  const press = (key: string) => act(async () => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))
  const focused = () => document.activeElement?.closest('[data-order]')?.getAttribute('data-order')?.slice(-3) ?? null
  return { host, done, press, focused }
}

describe('orders on their way', () => {
  it('stand by what becomes of them, those that need somebody first, and each behind the parked one that holds it', () => {
    expect(groupLines(lines).map(({ name, lines: inGroup, count, held }) => [name, inGroup.map(({ id }) => id), count, held])).toEqual([
      ['refused', ['002', '004'], 1, 1], ['sending', ['003'], 1, 0], ['waiting', ['001'], 1, 0], ['accepted', ['005'], 1, 0],
    ])
  })

  it('say which order they wait behind, and how many the desk still has to get', async () => {
    const { host } = await open()
    expect(host.querySelector('h2')?.textContent).toBe('待上传 4')
    expect(host.querySelector('h3[data-group=refused]')?.textContent).toBe('退回，要处理 1 后面还等着 1 件')
    expect(host.querySelector('h3[data-group=sending]')?.textContent).toBe('正在发送 1')
    expect(host.querySelector('[data-order$="004"]')?.textContent).toContain('排在 20261123-8017-002 之后')
    expect(host.querySelector('[data-order$="002"]')?.textContent).toContain(outbox.refused['category-missing'])
  })

  it('say who wrote what came from another seat', async () => {
    const { host } = await open({ lines: [line('006', 'waiting', { writtenBy: '王五 1234' })] })
    expect(host.textContent).toContain('王五 1234 写的')
  })

  it('are gone through by arrows, opened by their own button, and left by Esc', async () => {
    const { host, done, press, focused } = await open()
    expect(focused()).toBe('002')
    await press('ArrowDown')
    expect(focused()).toBe('004')
    await press('End')
    expect(focused()).toBe('005')
    await press('ArrowUp')
    expect(focused()).toBe('001')
    await act(async () => (document.activeElement as HTMLElement).click())
    expect(host.querySelector('[data-details]')?.textContent).toBe('001')
    await press('Escape')
    expect(done).toEqual(['close'])
  })

  it('leave the keyboard where it is when a ring gives them their place back', async () => {
    const field = document.body.appendChild(document.createElement('input'))
    field.focus()
    await open({ takesFocus: false })
    expect(document.activeElement).toBe(field)
  })

  it('can be exported also when there is nothing', async () => {
    const { host, done } = await open({ lines: [], oldestAt: null })
    await act(async () => host.querySelector<HTMLElement>('[data-action="import-unsent"]')?.click())
    expect(done).toEqual(['import'])
    expect(host.textContent).toContain(outbox.empty)
  })
})

describe('both sides of an order', () => {
  it('are shown, and giving it up is asked once: the reason is the answer', async () => {
    const given: string[] = []
    const host = document.body.appendChild(document.createElement('div'))
    root = createRoot(host)
    await act(async () => root?.render(
      <InWords words={{ app, outbox }}>
        <OrderDetails wanted={[{ name: '动作', value: '催办' }]} now={null} age={null} ways={[{ kind: 'repair' }, { kind: 'discard' }]} reasons={[{ id: 'mistake', words: '记错了' }]} go={(way) => given.push(way.kind)} discard={(reason) => given.push(reason)} />
      </InWords>,
    ))
    expect(host.querySelector('[data-side="wanted"]')?.textContent).toContain('催办')
    expect(host.querySelector('[data-side="desk"]')?.textContent).toContain(outbox.noSuchOrder)
    await act(async () => host.querySelector<HTMLElement>('[data-way="discard"]')?.click())
    expect(given).toEqual([])
    await act(async () => host.querySelector<HTMLElement>('[data-reason="mistake"]')?.click())
    expect(given).toEqual(['mistake'])
  })
})
