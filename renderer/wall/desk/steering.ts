import type { QueueCommand } from '../../../shared/desk-api/queue-api'
import { waysIn } from '../../../shared/calls/supervision'
import type { FloorBody, FloorSignal, NewFloorSignal } from '../../../shared/floor/floor-signal'
import { whysNot, type WhyNot } from '../../../shared/floor/obeyed'
import { assertNever } from '../../../shared/lib/assert-never'
import type { Clock } from '../../../shared/lib/clock'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { AwayChoice } from '../../../shared/queue/agent-state'
import type { SeatStatus } from '../../../shared/queue/seat-state'
import type { DeskCallError } from '../../desk-client/desk-http'
import { askCommands, giveCommand, type QueueDesk } from '../../desk-client/listen-in'
import { pbxProblems, type QueueChange, type Steered, type Steering, type WallPort, type WallProblem } from '../wall-port'

export interface SteeringPorts {
  readonly newId: NewId
  readonly clock: Clock
  readonly ownExtension: string | null
  readonly isShared: boolean
  tell(signal: NewFloorSignal): Promise<Result<number, DeskCallError>>
  onChange(): void
}

type Done = Promise<Result<void, WallProblem>>

export interface DeskSteering {
  follow(desk: QueueDesk | null): void
  /** The PBX may be able to do something else now. */
  askAgain(): void
  /** What can be done at present. */
  offered(): ReadonlySet<Steering>
  perform(what: Parameters<WallPort['steer']>[0], extension: string, seats: readonly SeatStatus[]): Done
  pause(extension: string, why: AwayChoice, seats: readonly SeatStatus[]): Done
  changeQueues(extension: string, change: QueueChange): Done
  /** What the console of a seat has answered comes among what leads are told. */
  hear(signal: FloorSignal): void
  steered(seat: string): readonly Steered[]
}

/** Longer ago it is not what anybody looks for; somebody else may sit there. */
const shownMs = 15 * 60_000

type Asked = Steered & { readonly signalId: string }

/** Each takes the place of the one before it. */
const states: ReadonlySet<Steering> = new Set<Steering>(['pause', 'resume', 'sign-out'])
const isInsteadOf = (what: Steering, before: Steering) => what === before || (states.has(what) && states.has(before))
const isOpen = ({ answer: { kind } }: Steered) => kind === 'waiting' || kind === 'not-yet'

/**
 * What a lead does from the wall. A seat whose console answers is asked through it, so that console and PBX stay of one mind; a
 * telephone alone is paused at the PBX. Listening in rings at the lead's own telephone.
 */
export function createSteering({ newId, clock, ownExtension, isShared, tell, onChange }: SteeringPorts): DeskSteering {
  let desk: QueueDesk | null = null
  let offered: ReadonlySet<Steering> = new Set()
  /** By seat, what was asked last, behind what is still to be done. */
  const asked = new Map<string, readonly Asked[]>()

  const steered = (seat: string) => asked.get(seat) ?? []

  async function askWhat(here: QueueDesk): Promise<void> {
    const known = (await askCommands(here)) ?? new Set()
    if (desk !== here) return
    const spying = waysIn.filter((what) => ownExtension !== null && known.has(what))
    const pausing = (['pause', 'resume'] as const).filter((what) => isShared || known.has(what))
    const moving = (['move', 'add', 'remove'] as const).filter((what) => known.has(what))
    // Wrap-up, rest and who sits there are the console's own: no PBX knows of them.
    const ofConsole = isShared ? (['end-wrap-up', 'end-rest', 'sign-out'] as const) : []
    const taking = isShared && ownExtension !== null ? (['take-over'] as const) : []
    offered = new Set<Steering>([...spying, ...pausing, ...moving, ...ofConsole, ...taking])
    onChange()
  }

  async function command(what: QueueCommand): Done {
    const answer = await giveCommand(desk, what)
    return answer.ok ? ok(undefined) : err(problemOf(answer.error))
  }

  /** That the desk has it is not that it was done: the console answers by itself, or does not. */
  async function say(seat: SeatStatus, what: Steering, body: FloorBody): Done {
    const signalId = newId()
    const open = steered(seat.seat).filter((each) => isOpen(each) && !isInsteadOf(what, each.what))
    asked.set(seat.seat, [...open, { what, signalId, at: clock.now(), answer: { kind: 'waiting' } }])
    onChange()
    const answer = await tell({ id: signalId, to: { kind: 'person', personId: seat.personId }, body })
    if (answer.ok) return ok(undefined)
    asked.set(seat.seat, steered(seat.seat).filter((each) => each.signalId !== signalId))
    onChange()
    return err(problemOf(answer.error))
  }

  /** The console of that seat, if it tells of itself. */
  const told = (extension: string, seats: readonly SeatStatus[]) => (isShared ? seats.find((seat) => seat.extension === extension && seat.name !== '') : undefined)

  return {
    follow(next) {
      desk = next
      offered = new Set()
      onChange()
      if (desk !== null) void askWhat(desk)
    },
    askAgain() {
      if (desk !== null) void askWhat(desk)
    },
    offered: () => offered,
    async perform(what, extension, seats) {
      const seat = told(extension, seats)
      const ofConsole = (body: FloorBody): Done => (seat === undefined ? Promise.resolve(err({ code: 'not-reached' })) : say(seat, what, body))
      switch (what) {
        case 'listen':
        case 'whisper':
        case 'barge':
          // That a lead is in the call is told by the console whose telephone is answered.
          return ownExtension === null ? err({ code: 'not-allowed' }) : command({ kind: what, extension, lead: ownExtension })
        case 'take-over':
          return ownExtension === null || ownExtension === extension ? err({ code: 'not-possible' }) : ofConsole({ kind: 'call-taken-over', extension: ownExtension })
        case 'resume':
          return seat === undefined ? command({ kind: 'resume', extension, queue: null }) : say(seat, what, { kind: 'state-forced', state: 'ready', reason: null })
        case 'end-wrap-up':
          return ofConsole({ kind: 'wrap-up-ended' })
        case 'end-rest':
          return ofConsole({ kind: 'rest-ended' })
        case 'sign-out':
          return ofConsole({ kind: 'signed-out' })
        default:
          return assertNever(what)
      }
    },
    async pause(extension, { kind, reason }, seats) {
      const seat = told(extension, seats)
      return seat === undefined ? command({ kind: 'pause', extension, queue: null, reason: kind }) : say(seat, 'pause', { kind: 'state-forced', state: kind, reason })
    },
    changeQueues: (extension, change) => command({ ...change, extension }),
    hear({ body }) {
      if (body.kind !== 'obeyed') return
      for (const [seat, all] of asked) {
        if (!all.some(({ signalId }) => signalId === body.signalId)) continue
        asked.set(seat, all.map((each) => (each.signalId === body.signalId ? { ...each, answer: answerOf(body.done, body.why) } : each)))
        onChange()
      }
    },
    steered: (seat) => steered(seat).filter(({ at }) => clock.now() - at < shownMs),
  }
}

const notYet: ReadonlySet<string> = new Set<WhyNot>(['after-call', 'after-rest'])

function answerOf(done: boolean, why: string | null): Steered['answer'] {
  const known = why === null ? null : (whysNot.find((each) => each === why) ?? 'unknown')
  if (known !== null && notYet.has(known)) return { kind: 'not-yet', why: known }
  return done ? { kind: 'done', why: null } : { kind: 'not-done', why: known ?? 'unknown' }
}

export function problemOf(error: DeskCallError): WallProblem {
  if (error.code !== 'desk-error') return { code: 'not-reached' }
  const { code, reason } = error.error
  if (code === 'forbidden') return { code: 'not-allowed' }
  if (code === 'not-ready') return { code: 'pbx-away' }
  if (code !== 'refused') return { code: 'not-reached' }
  const refusal = pbxProblems.find((each) => each === reason)
  return { code: refusal ?? (reason === 'not-allowed' ? 'not-allowed' : 'changed-meanwhile') }
}
