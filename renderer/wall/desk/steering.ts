import type { QueueCommand } from '../../../shared/desk-api/queue-api'
import { waysIn } from '../../../shared/calls/supervision'
import type { FloorBody, NewFloorSignal } from '../../../shared/floor/floor-signal'
import { assertNever } from '../../../shared/lib/assert-never'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { AwayChoice } from '../../../shared/queue/agent-state'
import type { SeatStatus } from '../../../shared/queue/seat-state'
import type { DeskCallError } from '../../desk-client/desk-http'
import { askCommands, giveCommand, type QueueDesk } from '../../desk-client/listen-in'
import type { Steering, WallProblem } from '../wall-port'

export interface SteeringPorts {
  readonly newId: NewId
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
  perform(what: Exclude<Steering, 'pause'>, extension: string, seats: readonly SeatStatus[]): Done
  pause(extension: string, why: AwayChoice, seats: readonly SeatStatus[]): Done
}

/**
 * What a lead does from the wall. A seat whose console answers is asked through it, so that console and PBX stay of one mind; a
 * telephone alone is paused at the PBX. Listening in rings at the lead's own telephone.
 */
export function createSteering({ newId, ownExtension, isShared, tell, onChange }: SteeringPorts): DeskSteering {
  let desk: QueueDesk | null = null
  let offered: ReadonlySet<Steering> = new Set()

  async function askWhat(here: QueueDesk): Promise<void> {
    const known = (await askCommands(here)) ?? new Set()
    if (desk !== here) return
    const spying = waysIn.filter((what) => ownExtension !== null && known.has(what))
    const pausing = (['pause', 'resume'] as const).filter((what) => isShared || known.has(what))
    // Wrap-up and rest are the console's own: no PBX knows of them.
    const ending = isShared ? (['end-wrap-up', 'end-rest'] as const) : []
    offered = new Set<Steering>([...spying, ...pausing, ...ending])
    onChange()
  }

  async function command(what: QueueCommand): Done {
    const answer = await giveCommand(desk, what)
    return answer.ok ? ok(undefined) : err(problemOf(answer.error))
  }

  async function say(personId: string, body: FloorBody): Done {
    const answer = await tell({ id: newId(), to: { kind: 'person', personId }, body })
    return answer.ok ? ok(undefined) : err(problemOf(answer.error))
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
      switch (what) {
        case 'listen':
        case 'whisper':
        case 'barge': {
          if (ownExtension === null) return err({ code: 'not-allowed' })
          // That a lead is in the call is told by the console whose telephone is answered.
          return command({ kind: what, extension, lead: ownExtension })
        }
        case 'resume':
          return seat === undefined ? command({ kind: 'resume', extension, queue: null }) : say(seat.personId, { kind: 'state-forced', state: 'ready', reason: null })
        case 'end-wrap-up':
          return seat === undefined ? err({ code: 'not-reached' }) : say(seat.personId, { kind: 'wrap-up-ended' })
        case 'end-rest':
          return seat === undefined ? err({ code: 'not-reached' }) : say(seat.personId, { kind: 'rest-ended' })
        default:
          return assertNever(what)
      }
    },
    async pause(extension, { kind, reason }, seats) {
      const seat = told(extension, seats)
      return seat === undefined ? command({ kind: 'pause', extension, queue: null, reason: kind }) : say(seat.personId, { kind: 'state-forced', state: kind, reason })
    },
  }
}

function problemOf(error: DeskCallError): WallProblem {
  if (error.code !== 'desk-error') return { code: 'not-reached' }
  if (error.error.code === 'forbidden') return { code: 'not-allowed' }
  return { code: error.error.code === 'refused' ? 'changed-meanwhile' : 'not-reached' }
}
