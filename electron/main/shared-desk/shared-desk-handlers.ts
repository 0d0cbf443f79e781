import type { Handlers } from '../../../shared/ipc/main-side'
import type { Agent } from '../../../shared/ipc/values'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import type { Mode } from '../../../shared/settings/settings'
import type { SeatAccess } from '../access'
import { areAuthorities } from '../judge-certificate'
import type { Log } from '../log'
import type { SettingsStore } from '../settings-store'
import type { DeskSessions } from './desk-sessions'
import type { SharedAccess } from './shared-access'
import type { SharedDesk } from './shared-desk'

export type SharedDeskHandlers = Pick<
  Handlers<'console'>,
  'testDesk' | 'useDesk' | 'signInAtDesk' | 'renewDeskPassword' | 'giveOldPassword' | 'beginAnew' | 'deskRefusesToken'
>

export interface SharedDeskHandlerPorts {
  readonly mode: Mode | null
  readonly access: Pick<SeatAccess, 'state'>
  /** Null in every other mode. */
  readonly shared: SharedAccess | null
  readonly desk: Pick<SharedDesk, 'tokenRefused'> | null
  readonly sessions: Pick<DeskSessions, 'test'>
  readonly settings: SettingsStore
  readonly log: Log
  isBusy(): boolean
  accessChanged(): void
  reloadConsole(): void
  restartIn(mode: Mode): void
}

/** What a page can ask of a desk that several seats share. */
export function sharedDeskHandlers(ports: SharedDeskHandlerPorts): SharedDeskHandlers {
  const { shared, settings } = ports

  async function entering<E>(enter: (access: SharedAccess) => Promise<Result<Agent, E>>): Promise<Result<{ agent: Agent }, E | { code: 'not-in-this-mode' }>> {
    if (shared === null) return err({ code: 'not-in-this-mode' })
    const result = await enter(shared)
    if (!result.ok) return result
    ports.accessChanged()
    return ok({ agent: result.value })
  }

  return {
    testDesk: (desk) => ports.sessions.test(desk),
    useDesk(desk) {
      const { state } = ports.access.state()
      if (ports.isBusy()) return err({ code: 'busy' })
      if (ports.mode === 'desk-shared' && (state === 'signed-in' || state === 'locked')) return err({ code: 'signed-in' })
      if (desk.trust.authorities !== '' && !areAuthorities(desk.trust.authorities)) return err({ code: 'authority-unreadable' })
      try {
        settings.change({ sharedDesk: desk })
      } catch (error) {
        ports.log.error('shared-desk-not-kept', { error })
        return err({ code: 'not-saved' })
      }
      // After the answer: the page that asked should still get it.
      setImmediate(() => (ports.mode === 'desk-shared' ? ports.reloadConsole() : ports.restartIn('desk-shared')))
      return ok(undefined)
    },
    signInAtDesk: (request) => entering((access) => access.signInAtDesk(request)),
    renewDeskPassword: ({ next }) => entering((access) => access.renewPassword(next)),
    giveOldPassword: ({ old }) => entering((access) => access.giveOldPassword(old)),
    beginAnew: () => entering((access) => access.beginAnew()),
    async deskRefusesToken() {
      await ports.desk?.tokenRefused()
      return ok(undefined)
    },
  }
}
