import type { QueueRefusal } from '../../shared/desk-api/queue-api'
import type { WhyNot } from '../../shared/floor/obeyed'
import type { Alarm } from '../../shared/alarms/alarm'
import type { Result } from '../../shared/lib/result'
import type { Figure } from '../../shared/metrics/figure'
import type { LostCall } from '../../shared/metrics/lost-call'
import type { AwayChoice } from '../../shared/queue/agent-state'
import type { QueueState } from '../../shared/queue/queue-state'
import type { SeatStatus } from '../../shared/queue/seat-state'
import type { ReportCode } from '../../shared/tickets/report/report-code'
import type { Ticket } from '../../shared/tickets/ticket'
import type { SourceAge } from './freshness'

/** The parts of the wall that age on their own. */
export type SourceName = 'queue' | 'seats' | 'figures' | 'orders'

/** Half an hour of calls. `usual`: how many came in such a half hour lately; null where nobody knows. */
export interface HalfHour {
  readonly from: number
  readonly entered: number
  readonly inTime: number
  readonly isOver: boolean
  readonly usual: number | null
}

/** `code` null: nobody has said it. */
export interface Counted {
  readonly code: string | null
  readonly count: number
}

/** What came in today, by the time of the call. */
export interface Intake {
  readonly from: number
  readonly total: number
  /** Of the total; under neither list, for a secret order is a number and nothing more. */
  readonly secret: number
  /** Of the total, written down long after the call. */
  readonly late: number
  readonly byCategory: readonly Counted[]
  readonly byDistrict: readonly Counted[]
  /** Earlier days that have changed today, because orders of their calls came in only now. */
  readonly restated: readonly { readonly day: string; readonly count: number }[]
}

/** Of a queue that the PBX names by a code. */
export interface QueueName {
  readonly zh: string
  readonly en: string
}

/** An open RED or ORANGE order. Whose it is stays unsaid where it is secret. */
export interface OpenRisk {
  readonly id: string
  readonly number: string
  readonly severity: 'RED' | 'ORANGE'
  readonly isSecret: boolean
  /** Codes of the risk tags, as in the tag list. */
  readonly risks: readonly string[]
  /** Null when the order is secret, or nobody has said a name. */
  readonly maskedName: string | null
  readonly district: string | null
  /** What has to happen next (`NextStep`, or the code of a compulsory action), and until when; null when nothing has, or as soon as possible. */
  readonly next: string | null
  readonly dueAt: number | null
  readonly reports: readonly { readonly code: string; readonly dueAt: number; readonly signedAt: number | null }[]
}

export type NextStep = 'accept' | 'oral-report' | 'written-report' | 'dispatch' | 'sign' | 'contact' | 'visit' | 'close'

/** An order near its limit or past it. */
export interface DueOrder {
  readonly id: string
  readonly number: string
  readonly isSecret: boolean
  readonly category: string | null
  readonly district: string | null
  readonly next: NextStep
  readonly dueAt: number
}

/** What a lead does with somebody who gave up: takes it upon himself, then says whether anybody answered. */
/** `number`: of a caller who is claimed from here already. */
export type MissedAct = 'claim' | 'number' | 'reached' | 'not-reached'

export interface Targets {
  readonly answerWithinMs: number
  /** Who hangs up sooner had dialled wrongly. */
  readonly shortAbandonMs: number
  readonly talkMs: number
  readonly wrapUpMs: number
  /** Percent by figure; a figure without one has none. */
  readonly percent: Readonly<Partial<Record<Figure['code'], number>>>
}

/** Everything that the wall is drawn from, as of one moment. */
export interface WallFacts {
  readonly sources: Readonly<Record<SourceName, SourceAge>>
  readonly targets: Targets
  readonly queue: QueueState
  readonly seats: readonly SeatStatus[]
  readonly figures: readonly Figure[]
  readonly halfHours: readonly HalfHour[]
  readonly intake: Intake
  /** By the code that the PBX has for them; a queue without one goes by its code. */
  readonly queueNames: Readonly<Record<string, QueueName>>
  /** Those of the desk's own list; another goes by its shipped name. */
  readonly categoryNames: Readonly<Record<string, QueueName>>
  readonly risks: readonly OpenRisk[]
  readonly dues: readonly DueOrder[]
  /** Open orders whose limit runs: of these are those that are near it. Null: not known. */
  readonly withLimit: number | null
  readonly missed: readonly LostCall[]
  /** Of the callers who gave up those that are claimed by whoever looks on here, by caller key: what to dial, null where nobody has told it yet. */
  readonly ownClaims: Readonly<Record<string, string | null>>
  readonly alarms: readonly Alarm[]
  /** What an alarm is about where its subject alone says nothing to anybody, by that subject. */
  readonly alarmSubjects: Readonly<Record<string, AlarmSubject>>
}

/** `number` of an order, or masked of a caller; empty: nobody may read it. `seat` calls for help. */
export type AlarmSubject = { readonly kind: 'order' | 'caller'; readonly number: string } | { readonly kind: 'help'; readonly seat: string; readonly name: string }

/** A row behind a figure. */
export interface CountedRow {
  readonly id: string
  readonly at: number
  readonly what: string
  readonly maskedNumber: string | null
  readonly seat: string | null
  readonly spanMs: number | null
  /** Counted above the line, too. */
  readonly isAbove: boolean
}

/** An order of today's intake. */
export interface IntakeRow {
  readonly number: string
  readonly callAt: number
  readonly category: string | null
  readonly district: string | null
  readonly isLate: boolean
}

/** What a lead writes about a RED or ORANGE order. */
export interface ReportPort {
  /** Of an event that signs: sending the same twice is harmless. */
  newId(): string
  order(ticketId: string): Promise<Result<Ticket, WallProblem>>
  sign(ticket: Ticket, report: { readonly id: string; readonly code: ReportCode; readonly text: string }): Promise<Result<void, WallProblem>>
}

/** What a lead may do to a seat or a call from here. */
export type Steering = 'listen' | 'whisper' | 'barge' | 'take-over' | 'pause' | 'resume' | 'end-wrap-up' | 'end-rest' | 'sign-out' | 'move' | 'add' | 'remove'

/** In which queues a seat is offered calls. */
export type QueueChange =
  | { readonly kind: 'move'; readonly from: string; readonly to: string }
  | { readonly kind: 'add' | 'remove'; readonly queue: string }

/** What a lead has asked of the console of a seat, and what it has answered; `why` null: nothing was in the way. */
export interface Steered {
  readonly what: Steering
  readonly at: number
  readonly answer: { readonly kind: 'waiting' } | { readonly kind: 'done' | 'not-yet' | 'not-done'; readonly why: WhyNot | 'unknown' | null }
}

export type WallProblem = { readonly code: 'not-reached' | 'not-allowed' | 'changed-meanwhile' | 'number-unknown' | 'pbx-away' | PbxProblem }

/** Why the PBX did not do it, as the desk tells. */
export const pbxProblems = ['no-such-queue', 'no-such-member', 'already-member', 'no-call', 'not-possible', 'failed'] as const satisfies readonly QueueRefusal[]
export type PbxProblem = (typeof pbxProblems)[number]

/**
 * Where the wall gets its facts and takes its orders to. Commands settle when they are done; what they change comes with the next
 * facts.
 */
export interface WallPort {
  /** Null: nothing has been heard yet. */
  facts(): WallFacts | null
  /** Called after every change of `facts()`. Returns the way to stop. */
  onChange(listener: () => void): () => void
  /** Only these keys are offered. */
  readonly steering: ReadonlySet<Steering>
  /** Exactly the rows that the figure counts, the newest first. */
  rowsOf(figure: Figure): Promise<Result<readonly CountedRow[], WallProblem>>
  /** Nobody has taken an alarm for too long: once per breach, while it is news. Returns the way to stop. */
  onEscalated(listener: () => void): () => void
  acknowledge(alarmId: string): Promise<Result<void, WallProblem>>
  /** Null: nobody can claim a caller here so that others see it, and so nobody does. */
  readonly advance: ((missedId: string, act: MissedAct) => Promise<Result<void, WallProblem>>) | null
  /** Whether this seat has a telephone to ring back with. */
  readonly canDial: boolean
  /** Exactly the orders behind a bar of the intake, the newest first. Null where nobody can tell. */
  readonly intakeRows: ((by: 'category' | 'district', code: string | null) => Promise<Result<{ readonly rows: readonly IntakeRow[]; readonly more: number }, WallProblem>>) | null
  /** Null where no order can be opened. */
  readonly reports: ReportPort | null
  steer(what: Exclude<Steering, 'pause' | QueueChange['kind']>, extension: string): Promise<Result<void, WallProblem>>
  /** Never without a reason: the agent reads it, and it stands on the wall. */
  pause(extension: string, why: AwayChoice): Promise<Result<void, WallProblem>>
  changeQueues(extension: string, change: QueueChange): Promise<Result<void, WallProblem>>
  /** What was asked of that seat's console from here last, behind what is still to be done. */
  steered(seat: string): readonly Steered[]
  /** Practice alone can take its source away, so that everybody knows what the wall looks like then. Null elsewhere. */
  readonly drill: WallDrill | null
}

export type DrillState = 'running' | 'source-cut' | 'pbx-away'

export interface WallDrill {
  state(): DrillState
  set(state: DrillState): void
}
