import type { QueueState } from '../../shared/queue/queue-state'

/** What `queue show` and a state have in common, so that the two can be held against each other. */
export interface QueuePicture {
  readonly waiting: readonly string[]
  readonly members: readonly string[]
}

const devices: readonly (readonly [RegExp, string])[] = [
  [/\(Not in use\)/, 'idle'], [/\(Ringing\)/, 'ringing'], [/\(In use\)|\(On Hold\)|\(Busy\)|\(in call\)/, 'in-use'], [/\(Unavailable\)|\(Invalid\)/, 'unavailable'],
]

/** Reads the answer of the command line to `queue show <queue>`. */
export function pictureOfShow(text: string): QueuePicture {
  const lines = text.split('\n').map((line) => line.trim())
  const members = lines.flatMap((line) => {
    const extension = /PJSIP\/(\d+)/.exec(line)?.[1]
    if (extension === undefined || !line.includes('has taken')) return []
    const device = devices.find(([pattern]) => pattern.test(line))?.[1] ?? 'unknown'
    return [`${extension} ${device}${/\(paused/.test(line) ? ' paused' : ''}`]
  })
  const waiting = lines.flatMap((line) => /^(\d+)\. PJSIP\/trunk/.exec(line)?.[1] ?? [])
  return { waiting, members: members.sort() }
}

export function pictureOfState(state: QueueState, queue: string): QueuePicture {
  return {
    waiting: state.waiting.filter((call) => call.queue === queue).map(({ position }) => String(position)),
    members: state.members.filter((member) => member.queue === queue)
      .map(({ extension, device, membership }) => `${extension} ${device}${membership === 'paused' ? ' paused' : ''}`).sort(),
  }
}
