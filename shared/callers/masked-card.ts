import type { CallerCard } from './caller-card'
import { maskName, maskText } from './masking'
import type { OrderItem } from './person'

/**
 * The card as it stands beside a draft of an earlier call. The name is masked; of orders and calls only what they were about by category and
 * employer, since nobody knows whose names and numbers stand in their words. An employer is written by hand, and can have a number behind it.
 */
export function maskedCard(card: CallerCard): CallerCard {
  const { name } = card
  const promise = <P extends { readonly text: string }>(made: P): P => ({ ...made, text: maskText(made.text, [name]) })
  const order = (one: OrderItem): OrderItem => ({ ...one, summary: '', employer: maskText(one.employer, [name]), ...(one.promises === undefined ? {} : { promises: one.promises.map(promise) }) })
  return {
    ...card,
    name: name === null ? null : maskName(name),
    openOrders: card.openOrders.map((line) => ({ ...line, order: order(line.order) })),
    timeline: card.timeline.map((item) => (item.what === 'order' ? order(item) : { ...item, summary: '' })),
    promises: card.promises.map(promise),
  }
}
