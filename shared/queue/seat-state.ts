import { z } from 'zod'

/** What somebody at a seat is doing, as the desk has it for a lead: 签出 空闲 振铃 通话 保持 话后 小休 会议 培训 示忙 红单后休整. */
export const seatStateKindSchema = z.enum([
  'signed-out', 'ready', 'ringing', 'talking', 'on-hold', 'wrap-up', 'break', 'meeting', 'training', 'busy', 'red-rest',
])
export type SeatStateKind = z.infer<typeof seatStateKindSchema>

/** One signed-in seat, as consoles report it and the desk passes it on to leads. */
export const seatStatusSchema = z.object({
  personId: z.uuid(),
  name: z.string().max(40),
  seat: z.string().regex(/^\d{4}$/),
  extension: z.string().max(40).nullable(),
  state: seatStateKindSchema,
  /** Code of the reason list; compulsory in the paused kinds. */
  reason: z.string().max(60).nullable(),
  since: z.number().int().nonnegative(),
  /** The call that is on the line or being wrapped up, as the PBX names it. */
  queueCallId: z.string().max(200).nullable(),
  /** Highest confirmed level of what is being written, so that a lead sees where it burns. */
  severity: z.enum(['RED', 'ORANGE', 'YELLOW', 'BLUE']).nullable(),
  /** Orders that wait there for the desk; absent from a seat that does not say. */
  unsent: z.int().nonnegative().optional(),
  /** Behind its lock: nobody may be there. */
  isLocked: z.boolean().optional(),
  /** When the desk last heard of this seat. */
  heardAt: z.number().int().nonnegative(),
})
export type SeatStatus = z.infer<typeof seatStatusSchema>
