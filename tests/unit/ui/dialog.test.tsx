// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, describe, expect, it } from 'vitest'
import { StateChooser, type StateGroup } from '../../../renderer/console/features/agent-state/state-chooser'
import agentState from '../../../shared/i18n/locales/zh-CN/agentState.json'
import app from '../../../shared/i18n/locales/zh-CN/app.json'
import { InWords } from '../../support/in-words'

let close = () => {}
afterEach(() => close())

describe('a dialog that a key has opened', () => {
  it('has the next keys, however fast they come, and the field below none of them', () => {
    ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
    const field = document.body.appendChild(document.createElement('textarea'))
    field.focus()
    const root = createRoot(document.body.appendChild(document.createElement('div')))
    close = () => {
      act(() => root.unmount())
      document.body.replaceChildren()
    }
    const chosen: string[] = []
    const option = (id: string) => ({ id, label: id, limit: null, isCurrent: false })
    const groups: StateGroup[] = [{ id: 'break', title: '小休', options: [option('WATER')] }, { id: 'meeting', title: '会议', options: [option('SHIFT')] }]
    const chooser = (
      <StateChooser title="换状态" note="" ready={null} groups={groups} opened={null} leave={null} chooseReady={() => {}} onClose={() => {}} choose={(group, reason) => chosen.push(`${group} ${reason}`)} />
    )
    act(() => root.render(<MantineProvider env="test"><InWords words={{ app, agentState }}>{chooser}</InWords></MantineProvider>))

    const press = (key: string) => act(() => void document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))
    press('2')
    press('1')
    expect(chosen).toEqual(['meeting SHIFT'])
  })
})
