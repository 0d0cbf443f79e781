import { z } from 'zod'
import { alarmSettingsSchema } from '../alarms/alarm-settings'
import { waysIn } from '../calls/supervision'
import type { Action } from '../people/permissions'
import { seatStateKindSchema } from '../queue/seat-state'
import { longestText } from '../tickets/fields/field-lengths'
import { redKindCodeSchema } from '../tickets/tags/tag-data'
import { longestOnFloor } from './floor-lengths'

const time = z.number().int().nonnegative()
const id = z.uuid()
const words = (longest: number) => z.string().max(longest).regex(/\S/)
const queueCallId = z.string().max(200).nullable()

/** Who is meant: one person wherever signed in, every lead, those above them, or everybody at a seat. */
export const floorTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), personId: id }),
  z.object({ kind: z.literal('leads') }),
  z.object({ kind: z.literal('supervisors') }),
  z.object({ kind: z.literal('everybody') }),
])
export type FloorTarget = z.infer<typeof floorTargetSchema>

/** How a lead answers a raised hand; `text` is shown, the others are announced before they begin. */
const handAnswerSchema = z.discriminatedUnion('how', [
  z.object({ how: z.literal('text'), text: words(longestOnFloor.message) }),
  z.object({ how: z.literal('whisper') }),
  /** `extension`: where the lead waits for the call to be put through; null without a telephone. */
  z.object({ how: z.literal('take-over'), extension: z.string().max(40).nullable().default(null) }),
])

/** In full, for whoever helps: under RED nothing is masked for those who act (`actsOn`), and a console masks it for all others. Empty: nobody knows. */
const redFacts = {
  place: z.string().max(longestOnFloor.place).default(''),
  number: z.string().max(longestOnFloor.number).default(''),
  who: z.string().max(longestOnFloor.name).default(''),
  /** Null while no RED tag is confirmed. */
  redKind: redKindCodeSchema.nullable().default(null),
}

/** What somebody does in the hotline's line for a break (`break-line.ts`). */
const breakStepSchema = z.enum(['asked', 'taken', 'withdrawn', 'ended'])
export type BreakStep = z.infer<typeof breakStepSchema>

/** An alarm of the walls, as every wall has it (`alarm.ts`). */
const alarmFacts = { rule: alarmSettingsSchema.keyof(), subject: z.string().max(longestOnFloor.alarmSubject) }

const steering = [
  z.object({ kind: z.literal('state-forced'), state: seatStateKindSchema, reason: z.string().max(longestOnFloor.reason).nullable() }),
  z.object({ kind: z.literal('wrap-up-ended') }),
  z.object({ kind: z.literal('rest-ended') }),
  /** As soon as nothing of a call is left to do there. */
  z.object({ kind: z.literal('signed-out') }),
  /** The call is to be put through to the lead; `extension`: the sender's own. */
  z.object({ kind: z.literal('call-taken-over'), extension: z.string().min(1).max(40) }),
] as const

/** What a lead may order a seat to do: codes and an extension, nothing of anybody's. */
export const steeringSchema = z.discriminatedUnion('kind', [...steering])
export type SteeringBody = z.infer<typeof steeringSchema>
const steeringKinds: ReadonlySet<FloorBody['kind']> = new Set<FloorBody['kind']>(steering.map(({ shape }) => shape.kind.value))
export const isSteering = (body: FloorBody): body is SteeringBody => steeringKinds.has(body.kind)

/** What the people of one shift tell each other through the desk while calls go on. */
export const floorBodySchema = z.discriminatedUnion('kind', [
  // From a lead to a seat.
  z.object({ kind: z.literal('message'), text: words(longestOnFloor.message) }),
  ...steering,
  z.object({ kind: z.literal('hand-seen'), handId: id }),
  z.object({ kind: z.literal('hand-answered'), handId: id, answer: handAnswerSchema }),
  /** Nothing more is to be done about it. */
  z.object({ kind: z.literal('hand-done'), handId: id }),
  /** Takes the responsibility; the talk is joined by a second, separate command. */
  z.object({ kind: z.literal('red-accepted'), redId: id }),
  /** Somebody of the duty list was rung by hand; that is all that is known. `emergencyRung`: 110 or 120, for which the sender is shown who calls. */
  z.object({ kind: z.literal('red-rung'), redId: id, name: z.string().min(1).max(longestOnFloor.name) }),
  /** A lead's telephone was answered in the call, or has left it. Of listening alone the agent hears only where the policy says so. */
  z.object({ kind: z.literal('listening'), how: z.enum(waysIn), on: z.boolean() }),
  // From a lead's wall to the leads.
  /** Somebody stands for it by name; whose name, the sender says. */
  z.object({ kind: z.literal('alarm-acknowledged'), ...alarmFacts }),
  /** Nobody has for too long. `about`: what is to be read of it; a queue's code, a seat, an order's number or a masked number, and never more. */
  z.object({ kind: z.literal('alarm-escalated'), ...alarmFacts, about: z.string().max(longestOnFloor.number) }),
  // From the desk to the supervisors.
  /** No lead has taken it either, or none is there. `toldAt`: when the leads were told, and `told` which of them; null: none was there. */
  z.object({
    kind: z.literal('alarm-passed-on'), ...alarmFacts, about: z.string().max(longestOnFloor.number), toldAt: time.nullable(),
    told: z.array(z.object({ seat: z.string().regex(/^\d{4}$/), name: z.string().max(40) })).max(longestOnFloor.leads),
  }),
  // From a seat to the leads.
  z.object({
    kind: z.literal('hand-raised'), handId: id, for: z.string().min(1).max(40), queueCallId,
    /** Masked; empty outside of a call. */
    number: z.string().max(longestOnFloor.number).default(''),
    /** Since when that call is talked on, by the seat's clock. */
    callSince: time.nullable().default(null),
  }),
  z.object({ kind: z.literal('hand-withdrawn'), handId: id }),
  /** Of the sender's own break. `taken` is let in only while a place is offered. */
  z.object({ kind: z.literal('break'), step: breakStepSchema }),
  z.object({ kind: z.literal('red-pressed'), redId: id, queueCallId, drill: z.boolean(), pressedAt: time, ...redFacts }),
  /** The call under RED ended without anybody's will; `redId` of a call that nobody had asked help for is a new one. */
  z.object({ kind: z.literal('red-dropped'), redId: id, queueCallId, drill: z.boolean(), droppedAt: time, ...redFacts }),
  /** What is known and what the agent is writing, as it stands; each one replaces the one before. */
  z.object({ kind: z.literal('red-words'), redId: id, text: z.string().max(longestText.description), ...redFacts }),
  z.object({ kind: z.literal('red-undone'), redId: id }),
  z.object({ kind: z.literal('red-closed'), redId: id }),
  z.object({ kind: z.literal('message-read'), messageId: id }),
  /** What became of something that a lead asked of this seat: `why` is one of `obeyed.ts`. The last one counts. */
  z.object({ kind: z.literal('obeyed'), signalId: id, done: z.boolean(), why: z.string().max(60).nullable() }),
])
export type FloorBody = z.infer<typeof floorBodySchema>

export const newFloorSignalSchema = z.object({
  /** Made by the sender: sending the same twice is harmless. */
  id,
  to: floorTargetSchema,
  body: floorBodySchema,
})
export type NewFloorSignal = z.infer<typeof newFloorSignalSchema>

export const floorSignalSchema = newFloorSignalSchema.extend({
  /** Commit-ordered over the desk. */
  position: z.int().positive(),
  /** By the desk's clock. */
  at: time,
  from: z.object({ personId: id, name: z.string().max(40), seat: z.string().regex(/^\d{4}$/) }),
})
export type FloorSignal = z.infer<typeof floorSignalSchema>

/** What somebody needs to be allowed to send it; whoever was told a message may say that it was read. `desk`: nobody is. */
export function rightToSend({ kind }: FloorBody): Action | 'signed-in' | 'desk' {
  switch (kind) {
    case 'message':
    case 'hand-seen':
    case 'hand-answered':
    case 'hand-done':
      return 'message-agents'
    case 'message-read':
      return 'signed-in'
    case 'call-taken-over':
      return 'take-over-call'
    case 'state-forced':
    case 'wrap-up-ended':
    case 'rest-ended':
    case 'signed-out':
      return 'force-state'
    case 'red-accepted':
    case 'red-rung':
      return 'accept-red'
    case 'listening':
      return 'listen'
    case 'break':
      return 'take-calls'
    case 'alarm-acknowledged':
      return 'take-alarms'
    case 'alarm-escalated':
      return 'watch-queue'
    case 'alarm-passed-on':
      return 'desk'
    case 'hand-raised':
    case 'hand-withdrawn':
    case 'red-pressed':
    case 'red-dropped':
    case 'red-words':
    case 'red-undone':
    case 'red-closed':
    case 'obeyed':
      return 'work-by-phone'
  }
}

/** Signals that only leads may be told; a message alone may go to everybody. */
const toLeads: ReadonlySet<FloorBody['kind']> = new Set<FloorBody['kind']>(['hand-raised', 'hand-withdrawn', 'break', 'red-pressed', 'red-dropped', 'red-words', 'red-undone', 'red-closed', 'message-read', 'obeyed', 'alarm-acknowledged', 'alarm-escalated'])

export function fitsTarget({ to, body }: NewFloorSignal): boolean {
  switch (to.kind) {
    case 'leads':
      // An acceptance is told to the other leads, too: nobody runs twice.
      return toLeads.has(body.kind) || body.kind === 'red-accepted' || body.kind === 'hand-seen'
    case 'supervisors':
      return body.kind === 'alarm-passed-on'
    case 'everybody':
      return body.kind === 'message'
    case 'person':
      return !toLeads.has(body.kind) && body.kind !== 'alarm-passed-on'
  }
}

export interface FloorListener {
  readonly personId: string
  readonly isLead: boolean
  /** Told of alarms that no lead has taken. */
  readonly isSupervisor: boolean
}

/** Behind these an alarm is somebody's, or over. They say nothing of a call. */
const endsAlarm: ReadonlySet<FloorBody['kind']> = new Set<FloorBody['kind']>(['alarm-acknowledged', 'red-accepted', 'red-undone', 'red-closed'])

/** Whether somebody is told of it: the one it is for, whoever has said it, and for the leads everything that leads do. */
export function isToldOf(signal: FloorSignal, who: FloorListener): boolean {
  if (signal.from.personId === who.personId) return true
  switch (signal.to.kind) {
    case 'everybody':
      return true
    case 'leads':
      return who.isLead || (who.isSupervisor && endsAlarm.has(signal.body.kind))
    case 'supervisors':
      return who.isSupervisor || who.isLead
    case 'person':
      return signal.to.personId === who.personId || (who.isLead && signal.body.kind !== 'message') || (who.isSupervisor && endsAlarm.has(signal.body.kind))
  }
}
