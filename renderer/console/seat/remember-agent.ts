import { z } from 'zod'
import type { CallId } from '../../../shared/calls/call'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import { epochMs } from '../../../shared/lib/clock'
import { parseJson } from '../../../shared/lib/parse-json'
import { callAtWork, type AgentState, type NextState } from '../../../shared/queue/agent-state'
import type { FindAgent } from './agent-found'
import type { SeatStore } from './seat-store'

/** Where it is kept: outlives a load of the page, not the program (`sessionStorage`). Codes and times, nothing of a caller. */
export interface AgentMemory {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  /** One for each agent and mode. */
  readonly key: string
}

const time = z.number().int().nonnegative()
const away = z.object({ kind: z.enum(['break', 'meeting', 'training', 'busy']), reason: z.string().min(1).max(60) })
const nextSchema = z.union([away, z.object({ kind: z.enum(['ready', 'signed-out']) })])
const noteSchema = z.union([
  away.extend({ since: time }),
  z.object({ kind: z.literal('ready'), since: time }),
  z.object({ kind: z.literal('red-rest'), since: time, next: nextSchema }),
  z.object({ kind: z.literal('at-work'), callId: z.string().max(200), next: nextSchema, owesRest: z.boolean(), wantsWrapUp: z.boolean(), wrapUpSince: time.nullable().default(null) }),
])
type Note = z.infer<typeof noteSchema>

/** Keeps what only the console knows: the reason, what comes next, a rest that is owed. Returns the way to stop. */
export function rememberAgent(store: SeatStore, { storage, key }: AgentMemory): () => void {
  let written: AgentState | null = null
  const keep = ({ agent }: { readonly agent: AgentState }) => {
    if (agent === written) return
    written = agent
    try {
      storage.setItem(key, JSON.stringify(noteOf(agent)))
    } catch {
      // Full: what the queue was told has to do.
    }
  }
  return store.subscribe(keep)
}

/** Null where nothing was written, or nothing that can be read. */
function readNote({ storage, key }: AgentMemory): Note | null {
  return noteSchema.safeParse(parseJson(storage.getItem(key) ?? '')).data ?? null
}

/**
 * What the rest says the agent was doing, with the reason and the next state as they stood before the page was lost. Of a break, the
 * reason and the time are the console's; whether it is still one, the queue's, where that is known. A wrap-up that was over stays so:
 * the queue, and the list of calls, may have been told of its end only while the page went.
 */
export function recallAgent(find: FindAgent, memory: AgentMemory): FindAgent {
  const note = readNote(memory)
  if (note === null) return find
  return (line, unfinished, earlier, now) => {
    const found = find(line, unfinished, earlier, now)
    if (found === null) return line.membership.state === 'unknown' ? stateOf(note, now) : null
    return isOver(found, note, line) ? stateOf(note, now) : withNote(found, note, now)
  }
}

/**
 * The same at a seat that is locked, where nobody is there to end a wrap-up: with the line away it goes on all the same, or the queue would
 * send calls to an empty chair as soon as the line is back. An open seat tells by its drafts.
 */
export function recallLocked(find: FindAgent, memory: AgentMemory): FindAgent {
  return (line, unfinished, earlier, now) => {
    const found = find(line, unfinished, earlier, now) ?? recallAgent(() => null, memory)(line, unfinished, earlier, now)
    const note = readNote(memory)
    if (found !== null || note?.kind !== 'at-work' || note.wrapUpSince === null) return found
    // Said out loud: what was told before the phone's first word is taken back by it.
    if (line.membership.state === 'ready') return { kind: 'ready', since: line.membership.since }
    if (line.membership.state !== 'unknown') return null
    const { callId, next, owesRest, wrapUpSince } = note
    return { kind: 'wrap-up', since: epochMs(Math.min(wrapUpSince, now)), callId: callId as CallId, next, owesRest }
  }
}

function isOver(found: AgentState, note: Note, { calls }: LineSnapshot): boolean {
  if (found.kind !== 'wrap-up' || note.kind === 'at-work') return false
  const call = calls.find(({ id }) => id === found.callId)
  return (call?.state === 'ended' ? call.endedAt : found.since) <= note.since
}

function withNote(found: AgentState, note: Note, now: number): AgentState {
  if (note.kind === 'at-work') {
    if (callAtWork(found) !== note.callId || !('owesRest' in found)) return found
    const { next, owesRest, wantsWrapUp } = note
    return found.kind === 'talking' ? { ...found, next, owesRest, wantsWrapUp } : { ...found, next, owesRest }
  }
  return found.kind === note.kind ? (stateOf(note, now) ?? found) : found
}

/** A time that has not come yet is another clock's. */
function stateOf(note: Note, now: number): AgentState | null {
  if (note.kind === 'at-work') return null
  return { ...note, since: epochMs(Math.min(note.since, now)) }
}

function noteOf(agent: AgentState): Note | null {
  switch (agent.kind) {
    case 'break':
    case 'meeting':
    case 'training':
    case 'busy':
      return { kind: agent.kind, reason: agent.reason, since: agent.since }
    case 'red-rest':
      return { kind: 'red-rest', since: agent.since, next: copyOf(agent.next) }
    case 'ringing':
    case 'talking':
    case 'wrap-up': {
      const callId = callAtWork(agent)
      if (callId === null) return null
      return {
        kind: 'at-work', callId, next: copyOf(agent.next), owesRest: agent.owesRest,
        wantsWrapUp: agent.kind === 'talking' && agent.wantsWrapUp, wrapUpSince: agent.kind === 'wrap-up' ? agent.since : null,
      }
    }
    case 'ready':
      return { kind: 'ready', since: agent.since }
    case 'signed-out':
      return null
  }
}

const copyOf = (next: NextState): NextState => ({ ...next })
