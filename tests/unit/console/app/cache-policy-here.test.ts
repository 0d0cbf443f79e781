import { expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { cachePolicyHere, followCachePolicy } from '../../../../renderer/console/app/cache-policy-here'
import { defaultCacheLimits } from '../../../../shared/tickets/cache-limits'

it('a seat begins by the shorter of its own months and the house\'s, and hears of every change of either', () => {
  const settings = createStore(() => ({ cache: defaultCacheLimits, locale: 'zh-CN' }))
  const rules = createStore(() => ({ retentionMonths: 12 }))
  const ports = { mode: 'real', settings, rules } as const
  const told: number[] = []
  expect(cachePolicyHere(ports).months).toBe(12)
  followCachePolicy(ports, ({ months }) => told.push(months))
  settings.setState({ locale: 'en' })
  rules.setState({ retentionMonths: 12 })
  expect(told).toEqual([])
  rules.setState({ retentionMonths: 0 })
  rules.setState({ retentionMonths: 6 })
  settings.setState({ cache: { ...defaultCacheLimits, months: 3 } })
  settings.setState({ cache: { ...defaultCacheLimits, months: 60 } })
  expect(told).toEqual([24, 6, 3, 6])
})
