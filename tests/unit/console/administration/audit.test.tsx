// @vitest-environment happy-dom
import { act } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useAdministration } from './administration.fixture'

const { on, text, tab } = useAdministration()

afterEach(() => void vi.useRealTimers())

describe('the audit', () => {
  it('says in words who did what, and where it does not fit together', async () => {
    await tab('audit')
    expect(text()).toContain('管理甲（8001）')
    expect(text()).toContain('添加 李敏：话务员')
    expect(text()).toContain('2025-11-27 以前的 12 条到期删除')
    expect(text()).toContain('接手红单求助，看到来电人的完整号码和姓名')
    expect(text()).toContain('为红单求助打 110/120，看到来电人的完整号码和姓名')
    expect(text()).toContain('班长台：red-rung')
    expect(text()).toContain('班长台：red-accepted，已有别人接手')
    expect(text()).toContain('查看了没有工单的通话（2026-11-25 09:00）的号码，2026-11-25 10:30：其他（家属来电）')
    expect(text()).toMatch(/代 李敏 上传 4 条(?!，)/)
    expect(text()).toContain('代 李敏 上传 5 条，没有凭证证明是本人写的')
    await on.page.press('核对是否完整')
    expect(text()).toContain('2026-11-28 第 2 条被改过')
  })

  it('is there by itself once a desk that was away can be reached again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    on.desk.refuseNext('away')
    await tab('audit')
    expect(text()).toContain('连不上工单系统。连上后这里自动显示。')
    await act(() => vi.advanceTimersByTimeAsync(2_000))
    expect(text()).toContain('管理甲（8001）')
    expect(vi.getTimerCount()).toBe(0)
  })
})
