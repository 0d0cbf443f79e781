import { debianPostgres15 } from './test-postgres'

const found = debianPostgres15()

/** What suites of the shared desk run on: the oldest version that it has to. */
export const postgres15 = {
  binDir: found ?? '',
  isThere: found !== null,
  /** For the name of a suite, so that nobody takes a skipped one for a green one. */
  reason: found === null ? ' (skipped: the package postgresql-15 is not installed)' : '',
} as const
