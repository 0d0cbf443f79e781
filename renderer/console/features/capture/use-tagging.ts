import { useRef, useState } from 'react'
import type { Draft } from '../../../../shared/tickets/draft'
import type { Severity } from '../../../../shared/tickets/tags/levels'
import { nextTagging, type TaggingEvent, type TaggingProblem } from '../../../../shared/tickets/tags/suggestion-state'
import type { TagData } from '../../../../shared/tickets/tags/tag-data'

type Untimed<T> = T extends { readonly at: number } ? Omit<T, 'at'> : T
/** `wanted` = the level that was refused for want of the lead's word a moment ago. */
type Lowering = Omit<Extract<TaggingEvent, { type: 'lowered' }>, 'at' | 'to'> & { readonly to: Severity | null | 'wanted' }
export type TaggingWish = Exclude<Untimed<TaggingEvent>, { readonly type: 'lowered' }> | Lowering
export type AskTagging = (wish: TaggingWish) => void

/** Puts the agent's answers and ticks through the one transition of the tags; what it refuses is kept to be said. */
export function useTagging(draft: Draft, tags: TagData, change: (update: (draft: Draft) => Draft) => void, now: () => number) {
  const [problem, setProblem] = useState<TaggingProblem | null>(null)
  const wanted = useRef<Severity | null>(null)

  const ask: AskTagging = (wish) => {
    const event = timed(wish, now(), wanted.current)
    const tried = nextTagging(draft, event, tags)
    if (!tried.ok) {
      if (tried.error.code === 'lead-needed') wanted.current = levelOf(event)
      setProblem(tried.error)
      return
    }
    setProblem(null)
    // Once more on the draft of that moment: two keys may come before the screen has caught up.
    change((latest) => {
      const next = nextTagging(latest, event, tags)
      return next.ok ? { ...latest, ...next.value } : latest
    })
  }
  /** What was refused for want of a lead's word goes to the lead; the last wish for a tag is the one that counts. */
  const askLead = (code: string, from: Severity, reason: string) => {
    const to = wanted.current
    const asked = { code, from, to, reason, askedAt: now() }
    change((latest) => ({ ...latest, asks: [...(latest.asks ?? []).filter((each) => each.code !== code), asked] }))
    setProblem(null)
  }
  return { ask, askLead, problem, forget: () => setProblem(null) }
}

function timed(wish: TaggingWish, at: number, wanted: Severity | null): TaggingEvent {
  if (wish.type === 'lowered') return { ...wish, to: wish.to === 'wanted' ? wanted : wish.to, at }
  return { ...wish, at } as TaggingEvent
}

function levelOf(event: TaggingEvent): Severity | null {
  if (event.type === 'lowered') return event.to
  return event.type === 'ticked' ? event.severity : null
}
