// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { SeatHome, unreadQuestionMs, type UnfinishedEntry } from '../../../renderer/console/features/seat-home/seat-home'
import seat from '../../../shared/i18n/locales/zh-CN/seat.json'
import { InWords } from '../../support/in-words'
import { createManualTime } from '../../support/manual-time'

let root: Root | null = null

beforeAll(() => {
  ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
})
afterEach(async () => {
  await act(async () => root?.unmount())
  document.body.replaceChildren()
})

async function openHome(holds: UnfinishedEntry['holds']) {
  const time = createManualTime()
  const discarded: string[] = []
  const host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
  const entry: UnfinishedEntry = { draftId: 'd1', title: '秦木根 · 欠薪', number: '20261123-8017-013-1', missing: '正在补写', writtenBy: null, at: time.now(), secret: false, holds }
  await act(async () => root?.render(
    <InWords words={{ seat }}><SeatHome check={null} unfinished={[entry]} today={[]} searchKeys={null} openDraft={() => undefined} discardDraft={(id) => discarded.push(id)} now={() => time.now()} search={() => undefined} /></InWords>,
  ))
  const button = host.querySelector<HTMLButtonElement>('[data-asking]')
  if (button === null) throw new Error('no button to discard with')
  return { time, discarded, button, click: () => act(async () => button.click()) }
}

describe('discarding what somebody has written', () => {
  it.each(['words', 'refused-order'] as const)('asks, and a double click does not answer its own question: %s', async (holds) => {
    const { time, discarded, button, click } = await openHome(holds)
    await click()
    expect([button.dataset['asking'], discarded]).toEqual(['true', []])
    await time.advance(unreadQuestionMs - 1)
    await click()
    expect([button.dataset['asking'], discarded]).toEqual(['true', []])
    await time.advance(1)
    await click()
    expect(discarded).toEqual(['d1'])
  })

  it('asks anew when the agent has turned to something else', async () => {
    const { time, discarded, button, click } = await openHome('words')
    await click()
    await act(async () => void button.dispatchEvent(new FocusEvent('focusout', { bubbles: true })))
    expect(button.dataset['asking']).toBe('false')
    await time.advance(unreadQuestionMs)
    await click()
    expect(discarded).toEqual([])
  })

  it('takes a key that is held for one', async () => {
    const { button } = await openHome('words')
    const key = (repeat: boolean) => button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', repeat, bubbles: true, cancelable: true }))
    expect([key(false), key(true)]).toEqual([true, false])
  })

  it('asks nothing about an empty one', async () => {
    const { discarded, click } = await openHome('nothing')
    await click()
    expect(discarded).toEqual(['d1'])
  })
})
