import { describe, expect, test } from 'vitest'
import { macMenuTemplate } from '../../../electron/main/mac-menu-template'

const items = [
  { command: 'answer', label: '接听', keys: 'F2', enabled: true },
  { command: 'merge', label: '并入', keys: null, enabled: false },
]
const menu = { groups: [{ label: '通话', items }] }

describe('the menu of macOS', () => {
  test('has the commands between the entries of the system, without which nothing can be copied', () => {
    const template = macMenuTemplate(menu, () => undefined)
    expect(template.map(({ role, label }) => role ?? label)).toEqual(['appMenu', 'editMenu', '通话', 'windowMenu'])
  })

  test('prints keys and takes none: the page handles them', () => {
    const [, , group] = macMenuTemplate(menu, () => undefined)
    expect(group?.submenu).toMatchObject([{ label: '接听\u2003F2', enabled: true }, { label: '并入', enabled: false }])
    expect(JSON.stringify(group)).not.toContain('accelerator')
  })

  test('tells which command was chosen', () => {
    const chosen: string[] = []
    const [, , group] = macMenuTemplate(menu, (command) => chosen.push(command))
    for (const { click } of (group?.submenu ?? []) as { click(): void }[]) click()
    expect(chosen).toEqual(['answer', 'merge'])
  })
})
