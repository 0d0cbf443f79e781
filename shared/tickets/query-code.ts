/**
 * The eight digits with which a caller asks where the order stands. Taken from the random end of the ticket's id, so that
 * it is known offline from the first ring and never changes; it is a lock only together with its second factor.
 */
export function queryCodeOf(ticketId: string): string {
  const digits = Number.parseInt(ticketId.slice(24), 16) % 100_000_000
  return String(digits).padStart(8, '0')
}
