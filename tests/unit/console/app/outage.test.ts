import i18next, { type TFunction } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { afterStop, problemOf, type DeskStop } from '../../../../renderer/console/app/desk-trouble'
import { lineOutageOf, outageOf, titleOf, type Outage } from '../../../../renderer/console/app/outage'
import type { Registration } from '../../../../shared/calls/phone-line'
import { deskFailureSchema, type DeskFailureCode } from '../../../../shared/desk-api/desk-process'
import en from '../../../../shared/i18n/locales/en/outage.json'
import zhCN from '../../../../shared/i18n/locales/zh-CN/outage.json'
import { epochMs } from '../../../../shared/lib/clock'

const at = (minute: number) => epochMs(Date.parse('2026-11-23T14:00:00+08:00') + minute * 60_000)
const registered: Registration = { state: 'registered', since: at(0), provenAt: at(1), standby: 0 }
const lost: Registration = { state: 'unreachable', since: at(8), attempt: 3, nextTryAt: at(9) }
const refused: Registration = { state: 'refused', sipCode: 403, at: at(7), nextTryAt: null }
const synced = { state: 'synced', since: at(1), problem: null } as const
const silent = { state: 'unreachable', since: at(12), problem: null } as const
const failed = { state: 'failed', since: at(2), problem: 'data-in-use' } as const

describe('what of the outer world is away', () => {
  it('is nothing while both halves are there, on their way, or were never set up', () => {
    for (const line of [registered, { state: 'stopped' } as Registration, { state: 'connecting', since: at(0), attempt: 1 } as Registration]) {
      for (const state of ['synced', 'syncing', 'starting'] as const) expect(outageOf(lineOutageOf(line), { ...synced, state })).toBeNull()
    }
  })

  it.each([
    ['the desk', registered, silent, { line: null, desk: { problem: null }, since: at(12) }, 'desk'],
    ['a desk that did not start', registered, failed, { line: null, desk: { problem: 'data-in-use' }, since: at(2) }, 'desk-failed'],
    ['the line', lost, synced, { line: { refusedWith: null }, desk: null, since: at(8) }, 'line'],
    ['a line that is refused', refused, synced, { line: { refusedWith: 403 }, desk: null, since: at(7) }, 'line-refused'],
    ['both, since the first of them went', lost, silent, { line: { refusedWith: null }, desk: { problem: null }, since: at(8) }, 'both'],
  ] as const)('is %s', (_what, line, desk, outage: Outage, title) => {
    expect(outageOf(lineOutageOf(line), desk)).toEqual(outage)
    expect(titleOf(outage)).toBe(title)
  })
})

describe('a desk that stops', () => {
  const after = (...said: readonly (DeskFailureCode | null)[]) =>
    said.reduce<DeskStop | null>((before, word, index) => afterStop(before, word, at(index)), null) as DeskStop

  it('is down since it first stopped, with the last word it had', () => {
    expect(after('data-in-use', null, 'data-unreachable', null)).toEqual({ since: at(0), times: 4, said: 'data-unreachable' })
  })

  it('is merely being started again after a stop without a word, but not for ever', () => {
    expect([after(null), after(null, null), after(null, null, null)].map(problemOf)).toEqual([null, null, 'silent'])
    expect(problemOf(after('schema-newer'))).toBe('schema-newer')
  })
})

describe.each([['zh-CN', zhCN, /[\u4e00-\u9fff]/], ['en', en, /^[^\u4e00-\u9fff]*$/]] as const)('its words in %s', (locale, words, script) => {
  let t: TFunction
  beforeAll(async () => {
    t = await i18next.createInstance().init({ lng: locale, resources: { [locale]: { translation: { outage: words } } }, interpolation: { escapeValue: false } })
  })

  it('have a next step for every way in which a desk can fail to start', () => {
    const codes = [...deskFailureSchema.options, 'silent']
    const hints = codes.map((code) => t(`outage.desk.${code}`))
    for (const hint of hints) {
      expect(hint).not.toContain('outage.')
      expect(hint).toMatch(script)
      expect(hint.length).toBeGreaterThan(12)
    }
    expect(new Set(hints).size).toBe(codes.length)
    expect(Object.keys(words.desk).sort()).toEqual([...codes].sort())
  })

  it('name each half, and say what still works', () => {
    const outages = [outageOf(lineOutageOf(registered), silent), outageOf(lineOutageOf(registered), failed), outageOf(lineOutageOf(lost), synced), outageOf(lineOutageOf(refused), synced), outageOf(lineOutageOf(lost), silent)]
    const titles = outages.map((outage) => (outage === null ? '' : t(`outage.title.${titleOf(outage)}`, { code: 403 })))
    expect(new Set(titles).size).toBe(outages.length)
    for (const title of titles) expect(title).not.toMatch(/outage\.|\{\{/)
    for (const half of ['line', 'desk', 'both']) expect(t(`outage.works.${half}`)).toMatch(script)
  })
})
