import type { Migration } from './migrations'

/** Which looks at calls the audit has: a console sends one again that it has no answer to. */
export const callRevealsStep: Omit<Migration, 'number'> = {
  name: 'looks at calls that the audit has',
  statements: [
    // By person: nobody keeps another one's look out of the audit by sending its id first.
    `create table told_reveals (
      person_id uuid not null references people (id),
      id uuid not null,
      told_at_ms bigint not null,
      primary key (person_id, id)
    )`,
  ],
}
