import type { Figure } from '../../shared/metrics/figure'

/** What lies open over the wall: the rows behind something. */
export type Shown =
  | { readonly kind: 'figure'; readonly figure: Figure }
  | { readonly kind: 'waiting'; readonly queue: string | null }
  | { readonly kind: 'queues' | 'calls' | 'seats' | 'risks' | 'dues' | 'missed' | 'alarms' | 'help' }
  | { readonly kind: 'intake'; readonly by: 'category' | 'district' }
  | { readonly kind: 'intake-rows'; readonly by: 'category' | 'district'; readonly code: string | null }
  | { readonly kind: 'risk'; readonly id: string }
  | { readonly kind: 'seat'; readonly seat: string }
