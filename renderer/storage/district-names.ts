import { shippedDispatchData } from '../../shared/tickets/dispatch/dispatch-rules'
import type { DistrictName } from '../../shared/tickets/history-item'

/** Chinese names of the districts, the abolished ones and the zones: old orders keep the district of their day. */
export function shippedDistrictNames(): DistrictName {
  const { districts, abolished, zones } = shippedDispatchData().places
  const names = new Map([...zones, ...abolished, ...districts].map(({ code, zh }) => [code, zh]))
  return (code) => names.get(code) ?? null
}
