import type { Log } from './log'

type Fact = string | number | boolean | null

const maxLine = 16_000
const maxText = 1_000

/**
 * Takes what the desk prints to standard error, in pieces as they come, into our own log: one JSON object a line, with
 * `event` and small facts (`electron/desk/desk-log.ts`).
 *
 * SECURITY: any other line could be an error's text with a caller's data in it; of those only the length is kept.
 */
export function createDeskOutput(log: Log): (piece: string) => void {
  let begun = ''
  let isCut = false

  function take(line: string) {
    const entry = isCut ? null : entryOf(line)
    isCut = false
    if (entry === null) {
      if (line.trim() !== '') log.warning('desk-said', { characters: line.length })
      return
    }
    const { event, ...facts } = entry
    log[event.endsWith('-failed') ? 'error' : 'info']('desk-log', { event, facts })
  }

  return (piece) => {
    const lines = (begun + piece).split('\n')
    begun = lines.pop() ?? ''
    for (const line of lines) take(line)
    if (begun.length > maxLine) {
      begun = begun.slice(0, maxLine)
      isCut = true
    }
  }
}

/** Null for everything but an entry of the desk's log. Its time goes: ours stands beside it. */
function entryOf(line: string): ({ event: string } & Record<string, Fact>) | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return null
  }
  if (typeof parsed !== 'object' || parsed === null || !('event' in parsed) || typeof parsed.event !== 'string') return null
  if (!/^[a-z]+(-[a-z]+)*$/.test(parsed.event)) return null
  const facts = Object.entries(parsed).flatMap(([name, value]: [string, unknown]) =>
    name === 'at' || !isFact(value) ? [] : [[name, shortened(value)] as const],
  )
  return { ...Object.fromEntries(facts), event: parsed.event }
}

function isFact(value: unknown): value is Fact {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function shortened(value: Fact): Fact {
  return typeof value === 'string' ? value.slice(0, maxText) : value
}
