import type { DeskKeeping } from '../store/shared-store'
import type { Seat } from '../store/seats-table'
import { policyOf } from './policies'

/** Codes that the desk gives; those from 9000 on a PC has drawn for itself before it knew a desk. */
const firstCode = 1_001
const lastCode = 8_999

export interface GivenSeat {
  readonly seat: Seat
  /** It had none before. */
  readonly isNew: boolean
}

/**
 * The seat of an installation: the one it has; else the first prepared one that nobody has; else, where the policy lets the desk do so
 * by itself, a new one. Null: an administrator has to make one, or has closed it.
 */
export async function giveSeat({ seats, records }: DeskKeeping, installation: string, now: number): Promise<GivenSeat | null> {
  await seats.lock()
  const own = await seats.ofInstallation(installation)
  if (own !== null) return own.isActive ? { seat: own, isNew: false } : null
  const seat = (await seats.firstFree()) ?? (await newSeat({ seats, records }, now))
  if (seat === null) return null
  await seats.bind(installation, seat.code, now)
  return { seat, isNew: true }
}

async function newSeat({ seats, records }: Pick<DeskKeeping, 'seats' | 'records'>, now: number): Promise<Seat | null> {
  const { given } = await policyOf(records, 'seats')
  const code = given === 'by-itself' ? await nextSeatCode(seats) : null
  if (code === null) return null
  const seat: Seat = { code, name: '', sipSealed: null, isActive: true, version: 1 }
  await seats.add(seat, now)
  return seat
}

/** Null when all eight thousand are used up. */
export function nextSeatCode(seats: DeskKeeping['seats']): Promise<string | null> {
  return seats.unusedCode(firstCode, lastCode)
}
