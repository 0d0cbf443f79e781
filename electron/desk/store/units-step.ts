import type { Migration } from './migrations'

/** A unit's key: `QXGH@500103`. Whoever was a handler before has none, and reads no order until an administrator has said where they work. */
export const unitsStep: Omit<Migration, 'number'> = {
  name: 'the unit of a person',
  statements: [`alter table people add column unit text`],
}
