import type { Author } from '../../../shared/tickets/ticket-event'
import type { Services } from './services'

/** Who wrote what was brought here from another seat; null for the agent's own. */
export function writtenByAnother(author: Author, { agent, start }: Pick<Services, 'agent' | 'start'>): string | null {
  return author.id === agent.id && author.seat === start.seatCode ? null : `${author.name} ${author.seat}`
}
