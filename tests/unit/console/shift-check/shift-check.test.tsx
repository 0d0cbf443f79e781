// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ShiftCheckDialog } from '../../../../renderer/console/features/shift-check/shift-check-dialog'
import { ShiftCheckLine } from '../../../../renderer/console/features/shift-check/shift-check-line'
import { nextShiftCheck, type ShiftCheck, type ShiftCheckEvent, type ShiftCheckResult } from '../../../../shared/calls/shift-check'
import app from '../../../../shared/i18n/locales/zh-CN/app.json'
import shiftCheck from '../../../../shared/i18n/locales/zh-CN/shiftCheck.json'
import { InWords } from '../../../support/in-words'

let host: HTMLElement
let root: Root
let done: string[]

beforeEach(() => {
  ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
  host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
  done = []
})
afterEach(async () => {
  await act(async () => root.unmount())
  host.remove()
})

const draw = (what: React.ReactNode) =>
  act(async () => root.render(<MantineProvider env="test" withGlobalClasses={false}><InWords words={{ app, shiftCheck }}>{what}</InWords></MantineProvider>))

const after = (...events: readonly ShiftCheckEvent[]) => events.reduce<ShiftCheck>(nextShiftCheck, { state: 'idle' })
const showCheck = (check: ShiftCheck, problem: string | null = null) =>
  draw(<ShiftCheckDialog check={check} problem={problem} level={0.5} answer={(heard) => done.push(`heard ${heard}`)} again={() => done.push('again')} onClose={() => done.push('closed')} />)
const key = (pressed: string) => act(async () => void document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true })))
/** Another file's screen may still stand in the same document. */
const dialog = () => document.querySelector('[role="dialog"]')
const step = (name: string) => document.querySelector(`[data-step="${name}"]`)?.textContent

const started: ShiftCheckEvent = { kind: 'started' }
const asksForEar: readonly ShiftCheckEvent[] = [started, { kind: 'step-passed', step: 'microphone', roundTripMs: null }, { kind: 'step-began', step: 'speaker' }]

describe('the check on the screen', () => {
  it('asks for a word first, and shows how loud it is', async () => {
    await showCheck(after(started, { kind: 'step-began', step: 'microphone' }))
    expect(step('microphone')).toContain('请说一句话')
    expect(dialog()?.querySelector('[role="meter"]')?.getAttribute('aria-valuenow')).toBe('50')
  })

  it.each([['y', 'heard true'], ['N', 'heard false']])('takes the answer to the tone by one key: %s', async (pressed, heard) => {
    await showCheck(after(...asksForEar))
    await key(pressed)
    expect(done).toEqual([heard])
  })

  it('hears no such key when it asks nothing', async () => {
    await showCheck(after(started))
    await key('y')
    expect(done).toEqual([])
  })

  it('names what failed and what to look at, and has the way out under the finger', async () => {
    await showCheck(after(...asksForEar))
    await showCheck(after(...asksForEar, { kind: 'step-failed', step: 'speaker', failure: 'not-heard' }, { kind: 'step-passed', step: 'round-trip', roundTripMs: 43 }, { kind: 'finished' }))
    expect(step('speaker')).toContain('看看音量')
    expect(step('round-trip')).toContain('43 毫秒')
    expect(dialog()?.querySelector('[role="status"]')?.textContent).toBe('1 项没通过')
    expect(document.activeElement?.textContent).toContain('完成')
  })

  it('says why it could not begin', async () => {
    await showCheck({ state: 'idle' }, 'call-in-progress')
    expect(dialog()?.querySelector('[role="alert"]')?.textContent).toBe('正在通话，挂断后再查。')
  })

  it('has words for every failure', () => {
    const failures = ['no-device', 'denied', 'silent', 'no-sound', 'not-heard', 'unanswered', 'not-registered', 'refused', 'nothing-back', 'not-tried']
    expect(Object.keys(shiftCheck.failure)).toEqual(failures)
  })
})

describe('the line that says whether it was done', () => {
  const morning = Date.UTC(2026, 10, 28, 0, 57)
  const show = (result: ShiftCheckResult | null, now = morning + 3_600_000) => draw(<ShiftCheckLine result={result} now={now} keys="Ctrl+Alt+K" start={() => done.push('started')} />)

  it('not yet today: it never was, or it was yesterday', async () => {
    await show(null)
    expect(host.textContent).toContain('今天还没有检查')
    await show({ at: morning - 86_400_000, failed: [], roundTripMs: 40 })
    expect(host.textContent).toContain('今天还没有检查')
    await act(async () => host.querySelector('button')?.click())
    expect(done).toEqual(['started'])
  })

  it('passed, at which time', async () => {
    await show({ at: morning, failed: [], roundTripMs: 40 })
    expect(host.textContent).toContain('08:57 检查通过')
  })

  it('not passed, and what', async () => {
    await show({ at: morning, failed: ['microphone', 'round-trip'], roundTripMs: null })
    expect(host.textContent).toContain('08:57 没通过：话筒、往返')
  })
})
