import type { DeskSession } from '../../../shared/ipc/shared-desk-values'
import type { DeskConnection } from '../../../shared/ipc/values'
import type { Timers } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { SharedDeskSettings } from '../../../shared/settings/settings'
import type { SeatDesk } from '../seat-desk'
import type { DeskSessions } from './desk-sessions'
import type { SharedAccess } from './shared-access'

export interface SharedDeskPorts {
  readonly access: Pick<SharedAccess, 'link' | 'view' | 'kept' | 'ended' | 'keepTime'>
  readonly sessions: Pick<DeskSessions, 'look' | 'test'>
  readonly timers: Timers
  desk(): SharedDeskSettings
  onStarted(connection: DeskConnection): void
  /** The desk has let go of whoever is here: the seat is to be locked. */
  onEnded(): void
  onView(view: DeskSession): void
}

/** The desk that this seat shares with others, as the seat sees it: nothing is started, and a token comes from signing in. */
export interface SharedDesk extends SeatDesk {
  view(): DeskSession | null
  /** Somebody has signed in, out or again. */
  accessChanged(): void
  /** A page says that the desk takes its token no more. SECURITY: a page alone ends nobody's session; the desk is asked. */
  tokenRefused(): Promise<void>
}

/** How often somebody who is here without the desk is told whether it has come back. */
const lookEveryMs = 15_000
/** How often the time is kept: a clock that is set back wins no more than this. */
const keepTimeEveryMs = 10 * 60_000

export function createSharedDesk(ports: SharedDeskPorts): SharedDesk {
  const { access, sessions, timers } = ports
  let isDeskBack = false
  let shown = ''
  let isAsking = false
  let look = { cancel: () => {} }
  let time = timers.after(keepTimeEveryMs, keepTime)

  function keepTime(): void {
    void access.keepTime()
    time = timers.after(keepTimeEveryMs, keepTime)
  }

  function show(): void {
    const view = access.view(isDeskBack)
    const text = JSON.stringify(view)
    if (text === shown) return
    shown = text
    if (view !== null) ports.onView(view)
  }

  /** Only while somebody waits for it. */
  async function lookForDesk(): Promise<void> {
    if (access.link()?.kind !== 'without-desk') return
    isDeskBack = (await sessions.test(ports.desk())).ok
    show()
    look.cancel()
    look = timers.after(lookEveryMs, () => void lookForDesk())
  }

  return {
    origin: () => ports.desk().origin,
    startFor: () => undefined,
    connection() {
      const link = access.link()
      if (link?.kind === 'with-desk') return ok({ origin: ports.desk().origin, token: link.token })
      const kept = access.kept()
      return err(kept === null ? { code: 'starting' } : { code: 'without-desk', since: kept.lastWithDeskAt })
    },
    view: () => access.view(isDeskBack),
    accessChanged() {
      look.cancel()
      isDeskBack = false
      const link = access.link()
      if (link?.kind === 'with-desk') ports.onStarted({ origin: ports.desk().origin, token: link.token })
      show()
      void lookForDesk()
    },
    async tokenRefused() {
      const link = access.link()
      if (link?.kind !== 'with-desk' || isAsking) return
      isAsking = true
      const found = await sessions.look(ports.desk(), link.token)
      isAsking = false
      if (found.ok || found.error.code !== 'ended') return
      if (await access.ended(link.token, found.error.end)) ports.onEnded()
    },
    tell: () => undefined,
    async stop() {
      look.cancel()
      time.cancel()
      await access.keepTime()
    },
  }
}
