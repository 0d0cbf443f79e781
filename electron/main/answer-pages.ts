import type { IpcMain } from 'electron'
import { contract } from '../../shared/ipc/contract'
import type { BorderFailure } from '../../shared/ipc/definition'
import { createAnswerer } from '../../shared/ipc/main-side'
import type { BorderProblem, Handlers } from '../../shared/ipc/main-side'
import type { Role } from '../../shared/ipc/page-api'
import { callChannel } from '../../shared/ipc/page-side'
import { err } from '../../shared/lib/result'
import type { Log } from './log'
import type { Pages } from './pages'

/** Puts the handlers of one role behind its channels. Whoever else calls them is refused and written down. */
export function answerPage<R extends Role>(
  role: R,
  handlers: Handlers<R>,
  { ipcMain, pages, log }: { ipcMain: Pick<IpcMain, 'handle'>; pages: Pick<Pages, 'isPage'>; log: Log },
): void {
  const answer = createAnswerer(role, handlers, (problem) => logProblem(log, problem))
  for (const name of Object.keys(contract[role].calls)) {
    ipcMain.handle(callChannel(role, name), (event, request: unknown) => {
      if (pages.isPage(role, event)) return answer(name, request)
      log.warning('ipc-sender-refused', { role, call: name })
      return err({ code: 'not-allowed' } satisfies BorderFailure)
    })
  }
}

function logProblem(log: Log, { kind, ...facts }: BorderProblem): void {
  log.error(`ipc-${kind}`, facts)
}
