import type { CallId } from '../../../shared/calls/call'
import { openCalls } from '../../../shared/calls/line-state'
import type { PhoneLine } from '../../../shared/calls/phone-line'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Timers } from '../../../shared/lib/clock'
import type { DraftKeeper } from '../seat/draft-keeper'
import { saveAll } from './save-all'
import { showToast, type ViewStore } from './view-store'

interface LockFollowing {
  readonly lingxi: { readonly on: Pick<PageApi<'console'>['on'], 'lockComing'> } & Pick<PageApi<'console'>, 'readyToLock'>
  readonly line: Pick<PhoneLine, 'snapshot'>
  readonly keeper: Pick<DraftKeeper, 'all' | 'flush'>
  readonly view: ViewStore
  readonly timers: Timers
  isRed(callId: CallId): boolean
  /** The duty list is being rung from this page: without it nobody rings the next one. */
  isRingingDuty(): boolean
}

/**
 * Covers the screen when the seat is about to be locked, and answers main when everything typed is on the disk. What cannot be saved
 * is in this page's memory alone: the page stays, the screen comes back and says why. It stays too while it calls for help. Main asks again
 * until nothing is in the way, or somebody has come back. Returns the way to stop.
 */
export function followLock({ lingxi, line, keeper, view, timers, isRed, isRingingDuty }: LockFollowing): () => void {
  async function prepare(): Promise<void> {
    if (isRingingDuty()) {
      showToast(view, 'warn', 'lock.helpRings')
      await lingxi.readyToLock({ saved: false, redCalls: [] })
      return
    }
    view.setState({ isCovered: true })
    // Fields that go hand over what they still hold back.
    await new Promise<void>((resolve) => void timers.after(0, resolve))
    const saved = await saveAll(keeper)
    if (!saved) {
      view.setState({ isCovered: false })
      showToast(view, 'warn', 'lock.notSaved')
    }
    // The last words may be what makes it RED.
    await lingxi.readyToLock({ saved, redCalls: openCalls(line.snapshot()).map(({ id }) => id).filter(isRed) })
  }

  return lingxi.on.lockComing(() => void prepare())
}

/** Asks main for the lock; practice has no password to open it again with. */
export async function lockSeat(lingxi: Pick<PageApi<'console'>, 'lock'>, view: ViewStore): Promise<void> {
  const asked = await lingxi.lock()
  if (!asked.ok) showToast(view, 'plain', asked.error.code === 'not-in-this-mode' ? 'lock.practice' : 'lock.notNow')
}
