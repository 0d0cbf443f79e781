import type { KeptQueueEvent } from '../../../shared/desk-api/queue-api'
import type { Clock } from '../../../shared/lib/clock'
import type { QueueEventsReader } from '../http/queue-routes'
import type { QueueNews } from './queue-feed'

const mostEvents = 20_000

/** What practice has told lately, for the curve of the day; gone with the desk. */
export function createRecentEvents(clock: Clock): QueueEventsReader & { hear(news: QueueNews): void } {
  let kept: KeptQueueEvent[] = []
  let position = 0
  let since: number | null = null
  return {
    hear(news) {
      if (news.kind === 'read') since = Math.min(since ?? news.at, ...(news.before ?? []).map(({ at }) => at))
      const events = news.kind === 'happened' ? [news.event] : news.kind === 'read' ? (news.before ?? []) : []
      kept.push(...events.map((event) => ({ position: (position += 1), heardAt: Math.max(event.at, 0), event })))
      if (kept.length > 2 * mostEvents) kept = kept.slice(-mostEvents)
    },
    async page({ from, to, after, limit }) {
      const found = kept.filter((one) => one.position > after && one.event.at >= from && one.event.at < to)
      const listened = since === null ? [] : [{ from: Math.max(since, from), to: Math.min(clock.now(), to) }]
      return { events: found.slice(0, limit), more: found.length > limit, listened: listened.filter((stretch) => stretch.from < stretch.to) }
    },
  }
}
