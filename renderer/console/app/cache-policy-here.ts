import type { StoreApi } from 'zustand/vanilla'
import type { Settings } from '../../../shared/settings/settings'
import { cachePolicyOf, type CachePolicy } from '../../../shared/tickets/cache-limits'
import type { SeatRules } from './seat-rules'

export interface CachePolicyPorts {
  readonly mode: 'practice' | 'real'
  readonly settings: Pick<StoreApi<Pick<Settings, 'cache'>>, 'getState' | 'subscribe'>
  readonly rules: Pick<StoreApi<Pick<SeatRules, 'retentionMonths'>>, 'getState' | 'subscribe'>
}

/** How long orders are kept here: by this seat's settings, and never longer than its house lets them be. */
export function cachePolicyHere({ mode, settings, rules }: CachePolicyPorts): CachePolicy {
  return cachePolicyOf(settings.getState().cache, mode, rules.getState().retentionMonths)
}

/** `keepBy` is told of every change of either; the screen's other settings are none. */
export function followCachePolicy(ports: CachePolicyPorts, keepBy: (policy: CachePolicy) => void): void {
  let last = cachePolicyHere(ports)
  const look = () => {
    const now = cachePolicyHere(ports)
    if (now.months === last.months && now.tickets === last.tickets) return
    last = now
    keepBy(now)
  }
  ports.settings.subscribe(look)
  ports.rules.subscribe(look)
}
