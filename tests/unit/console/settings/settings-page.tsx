import { MantineProvider } from '@mantine/core'
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import app from '../../../../shared/i18n/locales/zh-CN/app.json'
import commands from '../../../../shared/i18n/locales/zh-CN/commands.json'
import settings from '../../../../shared/i18n/locales/zh-CN/settings.json'
import signIn from '../../../../shared/i18n/locales/zh-CN/signIn.json'
import { InWords } from '../../../support/in-words'

/** A part of the settings screen in a page, worked by its labels. */
export interface SettingsPage {
  readonly root: HTMLElement
  show(part: ReactNode): Promise<void>
  /** The input that carries this label. */
  input(label: string): HTMLInputElement | HTMLTextAreaElement
  type(label: string, text: string): Promise<void>
  press(button: string): Promise<void>
  key(key: string, more?: KeyboardEventInit): Promise<void>
  close(): Promise<void>
}

const words = { app, commands, settings, signIn }

/** `more`: catalogues of parts that stand outside the settings. */
export async function openSettingsPage(part: ReactNode, more: Readonly<Record<string, object>> = {}): Promise<SettingsPage> {
  ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
  const host = document.body.appendChild(document.createElement('div'))
  const root = createRoot(host)
  const show = (shown: ReactNode) => act(async () => root.render(<MantineProvider env="test" withGlobalClasses={false}><InWords words={{ ...words, ...more }}>{shown}</InWords></MantineProvider>))
  await show(part)
  const input = (label: string) => {
    const found = [...host.querySelectorAll('label')].find((each) => each.textContent?.startsWith(label))
    const field = host.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[id="${found?.htmlFor ?? ''}"], [aria-label="${label}"]`)
    if (field === null) throw new Error(`no field "${label}"`)
    return field
  }
  return {
    root: host,
    show,
    input,
    type: (label, text) =>
      act(async () => {
        const field = input(label)
        const { prototype } = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
        Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text)
        input(label).dispatchEvent(new InputEvent('input', { bubbles: true }))
      }),
    press: (button) =>
      act(async () => {
        const found = [...host.querySelectorAll('button')].find((each) => each.textContent === button)
        if (found === undefined) throw new Error(`no button "${button}"`)
        found.click()
      }),
    key: (key, more = {}) =>
      act(async () => void document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))),
    close: async () => {
      await act(async () => root.unmount())
      host.remove()
    },
  }
}
