// @vitest-environment happy-dom
import { act } from 'react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Call, CallId } from '../../../../shared/calls/call'
import { epochMs } from '../../../../shared/lib/clock'
import { readWorkbook } from '../../../../shared/workbook/read-workbook'
import { useAdministration } from './administration.fixture'

const { on, text, click, tab } = useAdministration()

describe('the go-live sheet', () => {
  const check = (id: string) => click(on.page.root.querySelector(`[data-check="${id}"]`))
  const light = (id: string) => on.page.root.querySelector(`[data-check="${id}"]`)?.getAttribute('data-light')
  const called = (more: object): Call => ({
    id: 'trial-1' as CallId, direction: 'outgoing', startedAt: epochMs(1_000), remote: { from: 'sip:110@pbx', displayName: null, assertedIdentity: null, privacy: null },
    offer: { queue: null, queueCallId: null, waitedSeconds: null, ringSeconds: null, answerAfterSeconds: null, supervises: null }, state: 'dialling', farEndRings: true, ...more,
  }) as Call
  const ended = (answeredAt: number | null) => called({ state: 'ended', answeredAt, endedAt: epochMs(9_000), outcome: answeredAt === null ? { kind: 'failed', sipCode: 404 } : { kind: 'completed', endedBy: 'agent' } })
  const show = (call: Call) => act(async () => on.line.show([call]))

  beforeEach(() => tab('goLive'))

  it('says how much is not shown yet, and what the desk has seen for itself', () => {
    expect(text()).toContain('还有 11 项没有通过，不要上线')
    expect(light('route-110')).toBe('red')
    expect(light('desk-reached')).toBe('green')
    expect(text()).toContain('缺 2027 年的日历')
  })

  it('says on paper whether all of it is shown, marks each row, and says once what was found', () => {
    const sheet = document.body.querySelector('table tbody tr[data-light]')?.closest('div')
    expect(sheet?.textContent).toContain('还有 11 项没有通过，不要上线')
    const cells = [...(sheet?.querySelectorAll('tr') ?? [])].map((row) => [...row.children].map((cell) => cell.textContent))
    expect(cells).toContainEqual(['下一年的工作日历', '没通过', '缺 2027 年的日历', ''])
    expect(sheet?.textContent).toContain('负责人签字')
  })

  it('dials from this console, and is green once whoever dialled has heard it', async () => {
    await on.page.press('拨打')
    expect(on.line.commands).toEqual([{ kind: 'dial', number: '110' }])
    await show(called({}))
    expect(text()).toContain('响铃')
    await show(called({ state: 'live', answeredAt: epochMs(4_000), hold: 'off', muted: false, canBeHeard: true, room: null }))
    await on.page.press('挂断')
    expect(on.line.commands.at(-1)).toEqual({ kind: 'hang-up', callId: 'trial-1' })
    await show(ended(4_000))
    expect(on.desk.changes).toEqual([])
    await on.page.press('听到了，对方接对了')
    expect(on.desk.changes).toEqual([{ what: 'showGoLive', with: { check: 'route-110', evidence: { kind: 'dialled', number: '110', toMobile: false, startedAt: 1_000, answeredAt: 4_000, endedAt: 9_000, sipCode: null, heard: true, note: '' } } }])
    expect(light('route-110')).toBe('green')
    expect(text()).toContain('还有 10 项')
    expect(text()).toContain('管理甲（8001）')
  })

  it('cannot be told that something was heard which nobody answered', async () => {
    await on.page.press('拨打')
    await show(ended(null))
    expect(text()).not.toContain('听到了，对方接对了')
    await on.page.press('没听到，算没通过')
    expect(on.desk.changes[0]).toMatchObject({ with: { evidence: { heard: false, answeredAt: null, sipCode: 404 } } })
    expect(light('route-110')).toBe('red')
  })

  it('takes no call for its own that was there before', async () => {
    await act(async () => on.line.show([called({ id: 'other' })]))
    await on.page.press('拨打')
    expect(text()).toContain('正在拨')
    await act(async () => on.line.show([called({ id: 'other', state: 'ended', answeredAt: null, endedAt: epochMs(2_000), outcome: { kind: 'missed' } })]))
    expect(text()).toContain('正在拨')
  })

  it('dials a mobile of the duty list and does not put it down whole', async () => {
    await check('duty-night')
    await on.page.press('拨打')
    expect(on.line.commands).toEqual([{ kind: 'dial', number: '9015400000012' }])
    await show(called({}))
    await show(ended(4_000))
    await on.page.press('听到了，对方接对了')
    expect(on.desk.changes[0]?.with).toMatchObject({ evidence: { number: '90154****0012', toMobile: true } })
    expect(light('duty-night')).toBe('green')
  })

  it('puts down what the PBX has answered this line', async () => {
    await check('pbx-reached')
    await on.page.press('记下本席线路')
    expect(light('pbx-reached')).toBe('green')
  })

  it('takes a restore only with its day and what was compared', async () => {
    await check('restored')
    await on.page.press('由我确认')
    expect(on.desk.changes).toEqual([])
    expect(text()).toContain('请写一句')
    await on.page.type('恢复到哪里', '测试库，工单数一致')
    await on.page.press('由我确认')
    expect(on.desk.changes).toEqual([{ what: 'showGoLive', with: { check: 'restored', evidence: { kind: 'statement', on: '2026-11-28', until: null, note: '测试库，工单数一致' } } }])
  })

  it('is walked by arrows and given out as a table', async () => {
    await act(async () => on.page.root.querySelector<HTMLElement>('[data-check="route-110"]')?.focus())
    await on.page.key('End')
    expect(document.activeElement?.getAttribute('data-check')).toBe('restored')
    await on.page.press('导出')
    const [sheet] = readWorkbook(on.saved[0]?.content ?? new Uint8Array()).sheets
    expect(on.saved[0]?.name).toBe('上线检查-2026-11-28')
    expect(sheet?.rows).toHaveLength(16)
    expect(sheet?.rows[1]?.cells.map((cell) => cell?.text)).toEqual(['拨打 110', '还没有做过'])
  })
})
