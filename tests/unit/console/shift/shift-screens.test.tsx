// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ApprovalsInbox, type ApprovalLine } from '../../../../renderer/console/features/approvals/approvals-inbox'
import { Briefing, type BriefingLine } from '../../../../renderer/console/features/shift/briefing'
import { SheetForm } from '../../../../renderer/console/features/shift/sheet-form'
import app from '../../../../shared/i18n/locales/zh-CN/app.json'
import approvals from '../../../../shared/i18n/locales/zh-CN/approvals.json'
import shift from '../../../../shared/i18n/locales/zh-CN/shift.json'
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
  act(async () => root.render(<MantineProvider env="test" withGlobalClasses={false}><InWords words={{ app, approvals, shift }}>{what}</InWords></MantineProvider>))
const key = (pressed: string, more: KeyboardEventInit = {}) => act(async () => void document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true, ...more })))
const focused = () => document.activeElement?.textContent ?? ''

const line = (name: string, kind: BriefingLine['kind'], isSeen = false): BriefingLine => ({ key: name, kind, isSeen, mark: null, title: name, note: '', isLate: false, body: null, open: null })
const brief = (lines: readonly BriefingLine[], more: { readonly isDone?: boolean; readonly isAway?: boolean } = {}) =>
  draw(
    <Briefing
      lines={lines} isBeginning isDone={more.isDone === true} isAway={more.isAway === true} problem={null}
      acknowledge={(seen) => done.push(seen)} acknowledgeAll={() => done.push('all')} begin={() => done.push('begin')}
    />,
  )

describe('what is seen before a shift', () => {
  it('has the keyboard at the first line that is not seen, then at the next, then at 空闲', async () => {
    await brief([line('红单', 'red'), line('交班单', 'sheet')])
    expect(focused()).toBe('看过了')
    await brief([line('红单', 'red', true), line('交班单', 'sheet')])
    expect(focused()).toBe('接班')
    await brief([line('红单', 'red', true), line('交班单', 'sheet', true)], { isDone: true })
    expect(focused()).toContain('转空闲')
  })

  it('lets nobody be ready before it is seen, but for a desk that is away', async () => {
    const begin = () => document.querySelector<HTMLButtonElement>('[data-testid="begin-shift"]')
    await brief([line('红单', 'red')])
    expect(begin()?.disabled).toBe(true)
    await brief([line('红单', 'red')], { isAway: true })
    expect([begin()?.disabled, begin()?.textContent]).toEqual([false, '先转空闲，恢复后再接Enter'])
  })
})

describe('the handover sheet', () => {
  it('is signed by Ctrl+Enter with what was typed, to whoever is next unless somebody is named', async () => {
    await draw(
      <SheetForm
        sections={[{ id: 'open-risks', title: '红单', lines: ['红 001'], isTyped: false }, { id: 'faults', title: '故障', lines: [], isTyped: true }]}
        takers={[{ id: 'w', name: '王强 8018' }]} signedAt={null} busy={false} problem={null}
        sign={(notes, taker) => done.push(JSON.stringify([notes, taker]))}
      />,
    )
    expect(document.activeElement?.getAttribute('aria-label')).toBe('故障')
    await key('Enter', { ctrlKey: true })
    expect(done).toEqual(['[{},null]'])
  })
})

describe('the approvals inbox', () => {
  const ask = (id: string, isOwn = false): ApprovalLine => ({ id, mark: null, title: id, note: '', isOwn, open: () => done.push(`open ${id}`) })
  const inbox = (lines: readonly ApprovalLine[]) => draw(<ApprovalsInbox lines={lines} age={null} busy={false} problem={null} decide={(id, granted) => done.push(`${granted ? 'yes' : 'no'} ${id}`)} />)

  it('is worked by keys alone: down, Y, O; N asks for a reason first', async () => {
    await inbox([ask('一'), ask('二')])
    await key('y')
    await key('ArrowDown')
    await key('y')
    await key('o')
    await key('n')
    expect(done).toEqual(['yes 一', 'yes 二', 'open 二'])
    expect(document.activeElement?.getAttribute('aria-label')).toBe('不同意的理由')
  })

  it('decides nothing that was asked for by the same person', async () => {
    await inbox([ask('一', true)])
    await key('y')
    await key('n')
    expect(done).toEqual([])
    expect(host.textContent).toContain('由别的班长定')
  })
})
