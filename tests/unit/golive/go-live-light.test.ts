import { describe, expect, it } from 'vitest'
import { canShow, goLiveCheck, goLiveChecks, isGood, isMobile, type GoLiveCheckId, type GoLiveEvidence } from '../../../shared/golive/go-live-check'
import { lightOf } from '../../../shared/golive/go-live-light'
import type { GoLiveFinding, GoLiveResult } from '../../../shared/golive/go-live-sheet'

const day = 86_400_000
const now = Date.parse('2026-11-29T10:00:00+08:00')
const ages = { routeDays: 90, lineDays: 30, restoreDays: 90, certificateDays: 30 }
const call: GoLiveEvidence = { kind: 'dialled', number: '110', toMobile: false, startedAt: 1, answeredAt: 2, endedAt: 3, sipCode: null, heard: true, note: '' }
const result = (evidence: GoLiveEvidence, at = now): GoLiveResult => ({ at, by: { id: null, name: '', seat: '' }, evidence })
const finding = (isGood: boolean): GoLiveFinding => ({ isGood, code: 'x', facts: {} })
const light = (id: GoLiveCheckId, one: { result?: GoLiveResult; finding?: GoLiveFinding }, at = now) => lightOf(goLiveCheck(id), { result: one.result ?? null, finding: one.finding ?? null }, ages, at)

describe('the go-live sheet', () => {
  it('is red throughout on the first day', () => {
    expect(goLiveChecks.map(({ id }) => light(id, {}).light)).toEqual(goLiveChecks.map(() => 'red'))
  })

  it('takes a dialled route for shown once it was answered and heard, and for so many days', () => {
    expect(light('route-110', { result: result(call) })).toEqual({ light: 'green', until: now + 90 * day })
    expect(light('route-110', { result: result(call) }, now + 90 * day - 1).light).toBe('green')
    expect(light('route-110', { result: result(call) }, now + 90 * day)).toEqual({ light: 'red', why: 'too-old' })
  })

  it.each<[string, Partial<Extract<GoLiveEvidence, { kind: 'dialled' }>>]>([
    ['nobody answered', { answeredAt: null, heard: true }],
    ['somebody else answered', { heard: false }],
  ])('does not when %s', (_, more) => expect(light('route-120', { result: result({ ...call, ...more }) })).toEqual({ light: 'red', why: 'failed' }))

  it('wants a pocket to ring for the duty list, by day and by night', () => {
    expect(isGood('duty-night', call)).toBe(false)
    expect(isGood('duty-night', { ...call, toMobile: true })).toBe(true)
    expect(['15400000012', '9 154-0000-0012', '02390000012', '12351'].map(isMobile)).toEqual([true, true, false, false])
  })

  it('asks the line of a console again after its own days', () => {
    const line = result({ kind: 'line', isRegistered: true, provenAt: now })
    expect(light('pbx-reached', { result: line }, now + 30 * day)).toEqual({ light: 'red', why: 'too-old' })
    expect(light('pbx-reached', { result: result({ kind: 'line', isRegistered: false, provenAt: null }) })).toEqual({ light: 'red', why: 'failed' })
  })

  it('believes the desk of what it sees for itself, and nobody else', () => {
    expect(light('next-year', { finding: finding(true) })).toEqual({ light: 'green', until: null })
    expect(light('next-year', { finding: finding(false), result: result(call) })).toEqual({ light: 'red', why: 'found' })
  })

  it('counts a restored backup from the day of the restore, not of the statement', () => {
    const restored = result({ kind: 'statement', on: '2026-08-31', until: null, note: '恢复到测试库' })
    expect(light('restored', { result: restored })).toEqual({ light: 'red', why: 'too-old' })
    expect(light('restored', { result: restored }, Date.parse('2026-11-28T23:59:59+08:00')).light).toBe('green')
  })

  it('takes a stated certificate while there is time left to renew it, and only where the desk sees none', () => {
    const stated = result({ kind: 'statement', on: '2026-11-29', until: '2027-02-01', note: '代理' })
    expect(light('certificates', { finding: finding(false), result: stated })).toEqual({ light: 'green', until: Date.parse('2027-01-02T00:00:00+08:00') })
    expect(light('certificates', { finding: finding(false), result: stated }, Date.parse('2027-01-02T00:00:00+08:00'))).toEqual({ light: 'red', why: 'too-old' })
    expect(light('certificates', { finding: finding(true) })).toEqual({ light: 'green', until: null })
  })

  it('lets each check be shown in its own way and no other', () => {
    const ways: readonly GoLiveEvidence[] = [
      call, { kind: 'line', isRegistered: true, provenAt: now }, { kind: 'statement', on: '2026-11-29', until: null, note: 'x' },
      { kind: 'statement', on: '2026-11-29', until: '2027-11-29', note: 'x' }, { kind: 'compared', events: 1, auditRows: 1 },
    ]
    const shown = Object.fromEntries(goLiveChecks.map((check) => [check.id, ways.map((way) => canShow(check, way))]))
    const dial = [true, false, false, false, false]
    const none = [false, false, false, false, false]
    expect(shown).toEqual({
      'route-110': dial, 'route-120': dial, 'route-119': dial, 'route-12356': dial, 'route-12345': dial, notice: dial, 'duty-day': dial, 'duty-night': dial,
      'pbx-reached': [false, true, false, false, false], 'desk-reached': none, 'unit-phones': none, 'next-year': none, 'local-figures': none,
      certificates: [false, false, false, true, false], restored: [false, false, true, true, true],
    })
  })
})
