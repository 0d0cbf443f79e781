// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chordOf } from '../../../renderer/console/app/keymap'
import { KeyBindings } from '../../../renderer/console/features/settings/key-bindings'
import commands from '../../../shared/i18n/locales/zh-CN/commands.json'
import settings from '../../../shared/i18n/locales/zh-CN/settings.json'
import { InWords } from '../../support/in-words'

let root: Root | null = null
const bound: [string, string | null][] = []

beforeAll(() => {
  ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
})
afterEach(async () => {
  await act(async () => root?.unmount())
  document.body.replaceChildren()
  bound.length = 0
})

async function waitForKey() {
  const host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
  await act(async () => root?.render(
    <InWords words={{ commands, settings }}><KeyBindings bindings={[{ id: 'answer', label: '接听', keys: 'F2', isOwn: false, hasConflict: false }]} chordOf={chordOf} bind={(id, chord) => bound.push([id, chord])} /></InWords>,
  ))
  const button = host.querySelector('button')
  if (button === null) throw new Error('no button')
  await act(async () => {
    button.focus()
    button.click()
  })
  const press = async (key: string, code: string, more: KeyboardEventInit = {}) =>
    act(async () => void button.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more })))
  return { host, press, alert: () => host.querySelector('[role=alert]')?.textContent }
}

describe('choosing a key for a command', () => {
  it('refuses a letter in words and goes on waiting for another key', async () => {
    const { press, alert } = await waitForKey()
    await press('a', 'KeyA')
    expect([bound, alert()]).toEqual([[], 'A 是打字用的，请带 Ctrl 或 Alt，或用 F 键'])
    await press('c', 'KeyC', { ctrlKey: true })
    expect([bound, alert()]).toEqual([[], 'Ctrl+C 是编辑用的，不能给命令，请换一个'])
    await press('F11', 'F11')
    expect([bound, alert()]).toEqual([[['answer', 'F11']], undefined])
  })

  it.each([['Enter', 'Enter'], ['Backspace', 'Backspace'], ['ArrowDown', 'ArrowDown']])('never binds %s', async (key, code) => {
    const { press, alert } = await waitForKey()
    await press(key, code)
    expect(bound).toEqual([])
    expect(alert()).toContain('是编辑用的')
  })

  it('forgets what it said when it is left with Esc', async () => {
    const { press, alert, host } = await waitForKey()
    await press('a', 'KeyA')
    await press('Escape', 'Escape')
    expect([alert(), host.textContent?.includes('请按新键')]).toEqual([undefined, false])
  })
})
