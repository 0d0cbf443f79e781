// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { useAdministration } from './administration.fixture'

const { on, text, tab } = useAdministration()

describe('the audit', () => {
  it('says in words who did what, and where it does not fit together', async () => {
    await tab('audit')
    expect(text()).toContain('管理甲（8001）')
    expect(text()).toContain('添加 李敏：话务员')
    expect(text()).toContain('2025-11-27 以前的 12 条到期删除')
    await on.page.press('核对是否完整')
    expect(text()).toContain('2026-11-28 第 2 条被改过')
  })
})
