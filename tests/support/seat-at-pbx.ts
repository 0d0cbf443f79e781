import path from 'node:path'
import { expect } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { openHotlineSeat, type HotlineSeat } from './hotline-seat'
import { pbx, pbxAgents } from './pbx'

/** The PBX, and a seat of a desk on this PC with a line there. `pictures`: name of the folder for them. */
export async function openSeatAtPbx(pictures: string): Promise<HotlineSeat> {
  await pbx.start()
  const seat = await openHotlineSeat(path.join(artifactsDir, pictures))
  await seat.useAccount({ serverUrl: pbx.webSocket, domain: pbx.address, ...pbxAgents.one })
  await expect(seat.truth('line')).toHaveAttribute('data-look', 'ok', { timeout: 15_000 })
  return seat
}

export async function closeSeatAtPbx(seat: HotlineSeat): Promise<void> {
  try {
    await seat.close()
  } finally {
    await pbx.stop()
  }
}
