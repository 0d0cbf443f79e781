import { act } from 'react'
import { afterEach, beforeEach } from 'vitest'
import { Administration, administrationTabs } from '../../../../renderer/console/features/administration/administration'
import type { AdministrationTools } from '../../../../renderer/console/features/administration/administration-port'
import { ok } from '../../../../shared/lib/result'
import knowledge from '../../../../shared/i18n/locales/zh-CN/knowledge.json'
import figures from '../../../../shared/i18n/locales/zh-CN/figures.json'
import reveal from '../../../../shared/i18n/locales/zh-CN/reveal.json'
import seat from '../../../../shared/i18n/locales/zh-CN/seat.json'
import administration from '../../../../shared/i18n/locales/zh-CN/administration.json'
import { createFakeLine, type FakeLine } from '../../../support/fake-line'
import { administeredDesk, type AdministeredDesk } from '../../../support/administered-desk'
import { openSettingsPage, type SettingsPage } from '../settings/settings-page'

/** The screen of a desk's administration, anew for each test of a file. */
export interface AdministrationPage {
  page: SettingsPage
  desk: AdministeredDesk
  line: FakeLine
  saved: { readonly name: string; readonly content: Uint8Array }[]
}

export function useAdministration() {
  const on = {} as AdministrationPage
  beforeEach(async () => {
    on.desk = administeredDesk()
    on.line = createFakeLine()
    on.saved = []
    const tools: AdministrationTools = {
      line: on.line,
      dutyList: [{ name: '王班长', number: '9015400000012' }],
      saveTable: async (name, content) => {
        on.saved.push({ name, content })
        return ok(true)
      },
    }
    on.page = await openSettingsPage(<Administration desk={on.desk} tools={tools} tabs={administrationTabs} today="2026-11-28" />, { administration, knowledge, figures, reveal, seat, app: { list: { items: '、' } } })
  })
  afterEach(() => on.page.close())

  const click = (element: Element | null | undefined) => act(async () => (element as HTMLElement).click())
  return {
    on,
    text: () => on.page.root.textContent ?? '',
    click,
    entry: (title: string) => click([...on.page.root.querySelectorAll('[data-entry]')].find((each) => each.textContent?.startsWith(title))),
    tab: (name: string) => click(on.page.root.querySelector(`[data-tab="${name}"]`)),
    choose: (name: string, value: string) => act(async () => {
      const select = on.page.root.querySelector<HTMLSelectElement>(`select[name="${name}"]`)
      Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(select, value)
      select?.dispatchEvent(new Event('change', { bubbles: true }))
    }),
    box: (label: string) => click([...on.page.root.querySelectorAll<HTMLInputElement>('input[type=checkbox]')].find((each) => each.closest('label')?.textContent?.startsWith(label))),
  }
}
