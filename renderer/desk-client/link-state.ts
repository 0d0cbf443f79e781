import type { DeskHealth } from '../../shared/desk-api/desk-api'
import { assertNever } from '../../shared/lib/assert-never'
import type { EpochMs } from '../../shared/lib/clock'

/** Why the desk does not answer as it should. `practice-mismatch`: practice and real work never meet. */
export type LinkFailure = 'unreachable' | 'timed-out' | 'bad-answer' | 'desk-error' | 'unauthorized' | 'practice-mismatch'

/**
 * What this seat knows of the desk, moved by `nextLink` alone.
 *
 * ```
 * no-connection --connection-given--> connecting --answered--> reachable <--heard-+
 *      ^                                  |  ^                     |  |           |
 *      |                                  |  +--connection-given---+  +-----------+
 *      |                                  +--failed--> unreachable <--failed--+
 *      +-------connection-taken (from anywhere)            | answered --> reachable
 * ```
 */
export type LinkState =
  /** Nobody has said yet where the desk is. */
  | { readonly state: 'no-connection' }
  | { readonly state: 'connecting'; readonly since: EpochMs; readonly lastAnswerAt: EpochMs | null }
  | {
      readonly state: 'reachable'
      readonly since: EpochMs
      readonly lastAnswerAt: EpochMs
      readonly desk: DeskHealth
      /** Newest position of the log as last heard. */
      readonly newest: number | null
      /** How far the desk's clock is ahead of this computer's; what an answer takes on its way counts as a part of it. */
      readonly deskAheadMs: number
    }
  | {
      readonly state: 'unreachable'
      readonly since: EpochMs
      readonly lastAnswerAt: EpochMs | null
      readonly failure: LinkFailure
      readonly tries: number
      readonly nextTryAt: EpochMs
    }

export type LinkEvent =
  | { readonly kind: 'connection-given'; readonly at: EpochMs }
  | { readonly kind: 'connection-taken' }
  | { readonly kind: 'answered'; readonly at: EpochMs; readonly desk: DeskHealth }
  | { readonly kind: 'heard'; readonly at: EpochMs; readonly newest: number; readonly deskNow: number }
  | { readonly kind: 'failed'; readonly at: EpochMs; readonly failure: LinkFailure; readonly nextTryAt: EpochMs }

/** The one transition. Answers that come after the connection was taken away are no-ops. */
export function nextLink(link: LinkState, event: LinkEvent): LinkState {
  switch (event.kind) {
    case 'connection-taken':
      return { state: 'no-connection' }
    case 'connection-given':
      return { state: 'connecting', since: event.at, lastAnswerAt: lastAnswerOf(link) }
    case 'answered':
      if (link.state === 'no-connection') return link
      return {
        state: 'reachable',
        since: link.state === 'reachable' ? link.since : event.at,
        lastAnswerAt: event.at,
        desk: event.desk,
        newest: link.state === 'reachable' ? link.newest : null,
        deskAheadMs: event.desk.now - event.at,
      }
    case 'heard':
      return link.state === 'reachable' ? { ...link, lastAnswerAt: event.at, newest: event.newest, deskAheadMs: event.deskNow - event.at } : link
    case 'failed':
      return link.state === 'no-connection' ? link : failed(link, event)
    default:
      return assertNever(event)
  }
}

function failed(link: Exclude<LinkState, { state: 'no-connection' }>, event: Extract<LinkEvent, { kind: 'failed' }>): LinkState {
  const { failure, nextTryAt } = event
  const lastAnswerAt = lastAnswerOf(link)
  if (link.state !== 'unreachable') return { state: 'unreachable', since: event.at, lastAnswerAt, failure, tries: 1, nextTryAt }
  return { ...link, failure, tries: link.tries + 1, nextTryAt }
}

function lastAnswerOf(link: LinkState): EpochMs | null {
  return link.state === 'no-connection' ? null : link.lastAnswerAt
}
