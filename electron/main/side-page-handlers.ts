import type { AnswerOf } from '../../shared/ipc/page-api'
import type { Handlers } from '../../shared/ipc/main-side'
import type { DeskConnection, PhoneConfiguration, WallKind } from '../../shared/ipc/values'
import { ok } from '../../shared/lib/result'
import type { Result } from '../../shared/lib/result'
import type { Log } from './log'

/** What the phone page can ask for. */
export function phoneHandlers(ports: {
  readonly log: Log
  configuration(): PhoneConfiguration
  listens(): void
}): Handlers<'phone'> {
  return {
    announceListening() {
      ports.listens()
      return ok(undefined)
    },
    configuration: () => ok(ports.configuration()),
    reportProblem({ code, facts }) {
      ports.log.error(code, { role: 'phone', ...facts })
      return ok(undefined)
    },
  }
}

/** What the ring window can ask for. */
export function ringHandlers(ports: {
  readonly log: Log
  state(): AnswerOf<'ring', 'announceListening'>
  listens(): void
  resize(size: { readonly width: number; readonly height: number }): void
  dismiss(callId: string): void
}): Handlers<'ring'> {
  return {
    announceListening() {
      ports.listens()
      return ok(ports.state())
    },
    sized(size) {
      ports.resize(size)
      return ok(undefined)
    },
    dismiss({ callId }) {
      ports.dismiss(callId)
      return ok(undefined)
    },
    reportProblem({ code, facts }) {
      ports.log.error(code, { role: 'ring', ...facts })
      return ok(undefined)
    },
  }
}

/** What the wall can ask for. */
export function wallHandlers(ports: {
  readonly log: Log
  state(): AnswerOf<'wall', 'announceListening'>
  deskConnection(): Result<DeskConnection, { code: 'not-signed-in' | 'no-desk' }>
  keepView(view: WallKind): void
  dial(number: string): void
  toggleFullScreen(): void
  close(): void
}): Handlers<'wall'> {
  return {
    announceListening: () => ok(ports.state()),
    deskConnection: () => ports.deskConnection(),
    keepView({ view }) {
      ports.keepView(view)
      return ok(undefined)
    },
    dial({ number }) {
      ports.dial(number)
      return ok(undefined)
    },
    toggleFullScreen() {
      ports.toggleFullScreen()
      return ok(undefined)
    },
    close() {
      ports.close()
      return ok(undefined)
    },
    reportProblem({ code, facts }) {
      ports.log.error(code, { role: 'wall', ...facts })
      return ok(undefined)
    },
  }
}
