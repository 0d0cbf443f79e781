/** Somebody who has to hear of it. `number`: what to dial by hand; null when the list has none. */
export interface Notice {
  readonly code: string
  readonly number: string | null
}

/**
 * What became of a notice. `handed-over`: a desk or an SMS gateway has taken it, which says nothing of anybody having read it: there is
 * no word here for "delivered".
 */
export type NoticeOutcome =
  | { readonly kind: 'by-hand' }
  | { readonly kind: 'handed-over'; readonly to: 'leads' | 'sms-gateway'; readonly at: number }
  | { readonly kind: 'failed' }

/** Tells people beside the telephone: a desk, an SMS gateway, a list on the screen. Never rejects. */
export interface Notifier {
  notify(notice: Notice): Promise<NoticeOutcome>
}

/** Without an adapter a row says whom to ring, and gets a tick from whoever has. */
export const notifierByHand: Notifier = { notify: () => Promise.resolve({ kind: 'by-hand' }) }
