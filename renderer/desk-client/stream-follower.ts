import { backoffMs } from '../../shared/lib/backoff'
import type { Timers } from '../../shared/lib/clock'
import { createPause } from '../../shared/lib/pause'
import type { DeskHttp } from './desk-http'

export type StreamDesk = Pick<DeskHttp, 'lines'>

export interface StreamFollowerOptions {
  readonly timers: Timers
  readonly random: () => number
  /** What to ask for: the first time, and after every break from where it was. */
  path(): string
  readonly longestLine?: number
  /** After so long without a line the stream counts as broken. */
  silenceMs(): number
  /** `ignored`: it means nothing here. `reread`: something is missing, and the stream has to be asked for anew. */
  take(line: string): 'heard' | 'ignored' | 'reread'
  /** Nothing was heard for `silenceMs`, whatever became of the stream. */
  onQuiet?(): void
}

/** Reads one stream of lines of whatever desk there is; when it ends it is asked for again, later each time that nothing was heard. */
export interface StreamFollower {
  /** The desk to ask; null while there is none. */
  follow(desk: StreamDesk | null): void
  dispose(): void
}

const pauses = { baseMs: 250, capMs: 5_000 }

/** Ends reading a stream from within. */
class Reread extends Error {}

export function createStreamFollower({ timers, random, path, longestLine, silenceMs, take, onQuiet = () => undefined }: StreamFollowerOptions): StreamFollower {
  let current: { readonly desk: StreamDesk } | null = null
  const pause = createPause(timers)
  let quiet = { cancel: () => undefined as void }

  /** Whether anything was heard. */
  async function read(here: NonNullable<typeof current>): Promise<boolean> {
    let isHeard = false
    await here.desk.lines(path(), { silenceMs, ...(longestLine === undefined ? {} : { longestLine }) }, (line) => {
      if (current !== here) throw new Reread()
      const how = take(line)
      if (how === 'reread') throw new Reread()
      if (how === 'ignored') return
      isHeard = true
      quiet.cancel()
      quiet = timers.after(silenceMs(), onQuiet)
    })
    return isHeard
  }

  async function run(here: NonNullable<typeof current>): Promise<void> {
    for (let failures = 0; current === here; ) {
      failures = (await read(here)) ? 1 : failures + 1
      if (current === here) await pause.wait(backoffMs(failures, pauses, random))
    }
  }

  function leave(): void {
    current = null
    pause.end()
  }

  return {
    follow(desk) {
      leave()
      if (desk === null) return
      current = { desk }
      void run(current)
    },
    dispose() {
      leave()
      quiet.cancel()
    },
  }
}
