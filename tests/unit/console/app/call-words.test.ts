import { createInstance } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { outcomeWords } from '../../../../renderer/console/app/call-words'
import { startI18n } from '../../../../renderer/console/app/i18n'
import type { CallRecord } from '../../../../shared/calls/call-log'

const record: CallRecord = { endedBy: null, declineReason: null, sipCode: null, transferredTo: null, lostBy: null, steps: [], sound: null }
const incoming = { direction: 'incoming', answeredAt: null, record } as const
const outgoing = { ...incoming, direction: 'outgoing' } as const
const cases = [
  [{ ...incoming, outcome: 'completed', answeredAt: 1 }, '已接听'],
  [{ ...incoming, outcome: 'missed' }, '未接'],
  [{ ...incoming, outcome: 'cancelled-by-caller' }, '来电人先挂断'],
  [{ ...incoming, outcome: 'answered-elsewhere' }, '别人接了'],
  [{ ...incoming, outcome: 'rejected', record: { ...record, declineReason: 'break' } }, '已拒接：临时离席'],
  [{ ...incoming, outcome: 'failed' }, '没接上'],
  [{ ...incoming, outcome: 'lost', answeredAt: 1, record: { ...record, lostBy: 'media' } }, '电话中断：声音连接断了'],
  [{ ...incoming, outcome: 'transferred', answeredAt: 1, record: { ...record, transferredTo: '1900' } }, '已转接：1900'],
  [{ ...incoming, outcome: 'transferred', answeredAt: 1, record: { ...record, transferredTo: '13912345678' } }, '已转接：某手机'],
  [{ ...incoming, outcome: 'transferred', answeredAt: 1, record: { ...record, transferredTo: '02363890000' } }, '已转接：某座机'],
  [{ ...outgoing, outcome: 'completed', answeredAt: 1 }, '已接通'],
  [{ ...outgoing, outcome: 'completed' }, '没接通就挂了'],
  [{ ...outgoing, outcome: 'failed', record: { ...record, sipCode: 486 } }, '没打通：对方占线'],
  [{ ...outgoing, outcome: 'failed', record: { ...record, sipCode: 404 } }, '没打通：空号'],
  [{ ...outgoing, outcome: 'failed', record: { ...record, sipCode: 480 } }, '没打通：无人接听'],
  [{ ...outgoing, outcome: 'failed', record: { ...record, sipCode: 502 } }, '没打通：交换机出错'],
  [{ ...outgoing, outcome: 'failed', record: { ...record, sipCode: 482 } }, '没打通：代码 482'],
  // Lines of a version that kept no record.
  [{ ...incoming, outcome: 'failed', record: null }, '没接上'],
  [{ ...incoming, outcome: null, record: null }, '没记到挂断'],
] as const

describe('what became of a call, in words', () => {
  let chinese: Awaited<ReturnType<typeof startI18n>>
  let english: Awaited<ReturnType<typeof startI18n>>
  beforeAll(async () => {
    chinese = await startI18n('zh-CN', createInstance())
    english = await startI18n('en', createInstance())
  })

  it.each(cases)('%o is %s', (line, words) => expect(outcomeWords(line, false, chinese.t)).toBe(words))

  it('is another for every way to end, in both languages', () => {
    for (const { t } of [chinese, english]) {
      const ended = cases.slice(0, -2).map(([line]) => outcomeWords(line, false, t))
      expect(new Set(ended).size).toBe(ended.length)
      expect(ended.join()).not.toContain('callLog.')
    }
  })

  it('of a call that goes on is that it does', () => {
    expect(outcomeWords({ ...incoming, outcome: null, record: null }, true, chinese.t)).toBe('通话中')
  })
})
