import type { CallId } from '../../../shared/calls/call'
import type { LineSnapshot, PhoneLine } from '../../../shared/calls/phone-line'
import type {
  PracticeCall,
  PracticeCommand,
  PracticeControl,
  PracticeError,
  PracticeListener,
  PracticeSnapshot,
} from '../../../shared/calls/practice'
import { assertNever } from '../../../shared/lib/assert-never'
import type { Clock, Timers } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import type { HeldRecordings } from '../../../shared/recordings/held-recordings'
import type { CallerAudio, FarEnd } from './far-end'
import { canBeRung } from './can-be-rung'
import { playScript } from './script-run'
import type { ScriptRun } from './script-run'
import type { Script } from './scripts'

export interface ScenarioPlayerOptions {
  readonly line: PhoneLine
  readonly farEnd: FarEnd
  readonly scripts: readonly Script[]
  readonly drills: readonly Script[]
  /** See `MemoryWire`. */
  slowDown(byMs: number): void
  readonly clock: Clock
  readonly timers: Timers
  readonly recordings: Pick<HeldRecordings, 'facts' | 'sound'>
  /** `recordedAs`: the name of the call. */
  openCallerAudio(recordedAs: string): CallerAudio
}

export interface ScenarioPlayer extends PracticeControl {
  dispose(): void
}

/**
 * The practice line's queue: one caller at a time. A caller who comes while the seat is busy or paused waits in the queue
 * like a real one, and rings as soon as the seat may be rung.
 *
 * ```
 * free --play | pace--> waiting --(seat can be rung)--> ringing <--(queue takes it back)--> waiting
 *   ^                      |                               +--answered--> talking
 *   +----(gave up | declined | hung up | stop)-------------+----------------+
 * ```
 */
export function createScenarioPlayer(options: ScenarioPlayerOptions): ScenarioPlayer {
  const { line, scripts, drills, clock, timers, recordings } = options
  const listeners = new Set<PracticeListener>()
  let snapshot: PracticeSnapshot = {
    scenarios: scripts.map(({ callerId, kind }) => ({ callerId, kind })),
    drills: drills.flatMap(({ drill }) => drill?.drillId ?? []),
    playing: null,
    everyMs: null,
  }
  let run: ScriptRun | null = null
  let nextInTurn = 0
  let callsPlayed = 0
  let pace = timers.after(0, () => undefined)

  function publish(part: Partial<PracticeSnapshot>): void {
    snapshot = { ...snapshot, ...part }
    for (const listener of [...listeners]) listener(snapshot)
  }

  function updateCall(part: Partial<PracticeCall>): void {
    if (snapshot.playing !== null) publish({ playing: { ...snapshot.playing, ...part } })
  }

  function start(script: Script): void {
    callsPlayed += 1
    // Orders outlive this page: another run's first call is another call.
    const queueCallId = `practice-${clock.now()}-${callsPlayed}`
    const { callerId, kind, drill } = script
    publish({ playing: { callerId, kind, callId: null, saying: null, startedAt: clock.now(), drillId: drill?.drillId ?? null, toldAt: null } })
    options.slowDown(drill?.slowByMs ?? 0)
    run = playScript(script, queueCallId, {
      ...options,
      onSaying: (saying) => updateCall({ saying }),
      onTold: () => updateCall({ toldAt: clock.now() }),
      onOver() {
        run = null
        options.slowDown(0)
        publish({ playing: null })
        keepPace()
      },
    })
    run.look(line.snapshot())
  }

  /** Shows which call of the seat this is, once it rings there. */
  function follow(line: LineSnapshot): void {
    const callId = run === null ? null : callIdOf(line, run.queueCallId)
    if (callId !== null && callId !== snapshot.playing?.callId) updateCall({ callId })
    run?.look(line)
  }

  /** The next call by itself, so long after the last one; not while the seat may not be rung. */
  function keepPace(): void {
    pace.cancel()
    const { everyMs } = snapshot
    if (everyMs === null || run !== null) return
    pace = timers.after(everyMs, () => {
      const script = scripts[nextInTurn % scripts.length]
      if (run !== null || script === undefined) return
      if (!canBeRung(line.snapshot())) return keepPace()
      nextInTurn += 1
      start(script)
    })
  }

  function play(script: Script | undefined): Result<void, PracticeError> {
    if (script === undefined) return err({ code: 'no-such-caller' })
    if (run !== null) return err({ code: 'call-in-progress' })
    if (line.snapshot().registration.state !== 'registered') return err({ code: 'seat-not-reached' })
    start(script)
    return ok(undefined)
  }

  function execute(command: PracticeCommand): Result<void, PracticeError> {
    switch (command.kind) {
      case 'play':
        return play(scripts.find(({ callerId }) => callerId === command.callerId))
      case 'play-drill':
        return play(drills.find(({ drill }) => drill?.drillId === command.drillId))
      case 'pace':
        publish({ everyMs: command.everyMs })
        keepPace()
        return ok(undefined)
      case 'stop':
        publish({ everyMs: null })
        pace.cancel()
        run?.stop()
        return ok(undefined)
      default:
        return assertNever(command)
    }
  }

  const stopFollowing = line.subscribe(follow)

  return {
    snapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      listener(snapshot)
      return () => void listeners.delete(listener)
    },
    execute: async (command) => execute(command),
    recording: async (id, { withSound }) => ok({ facts: recordings.facts(id), sound: withSound ? recordings.sound(id) : null }),
    dispose() {
      stopFollowing()
      pace.cancel()
      run?.stop()
      listeners.clear()
    },
  }
}

function callIdOf(line: LineSnapshot, queueCallId: string): CallId | null {
  return line.calls.findLast((call) => call.offer.queueCallId === queueCallId)?.id ?? null
}
