import type { Delivery } from '../../../../shared/outbox/delivery'

/** What the list shows of an order, beside its words. */
export interface GroupedLine {
  readonly id: string
  readonly delivery: Delivery
  /** Id of the refused one of the same order that it stands behind; null where nothing holds it. */
  readonly behind: string | null
}

const groupNames = ['refused', 'sending', 'waiting', 'accepted'] as const
export type OutboxGroupName = (typeof groupNames)[number]

export interface OutboxGroup<L extends GroupedLine> {
  readonly name: OutboxGroupName
  readonly lines: readonly L[]
  /** How many are in that state, */
  readonly count: number
  /** and how many wait behind one of them. */
  readonly held: number
}

/**
 * What somebody has to look at first, then what is under way, what waits, and what has arrived; in each the order in which it was
 * written. What stands behind a refused one stands below it: its lane is seen at a glance.
 */
export function groupLines<L extends GroupedLine>(lines: readonly L[]): readonly OutboxGroup<L>[] {
  const free = lines.filter(({ behind }) => behind === null)
  return groupNames.flatMap((name) => {
    const own = free.filter(({ delivery }) => delivery.state === name)
    const ofGroup = own.flatMap((line) => [line, ...lines.filter(({ behind }) => behind === line.id)])
    return own.length === 0 ? [] : [{ name, lines: ofGroup, count: own.length, held: ofGroup.length - own.length }]
  })
}
