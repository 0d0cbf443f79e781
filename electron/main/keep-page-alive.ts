import type { RenderProcessGoneDetails, WebContents } from 'electron'
import { backoffMs } from '../../shared/lib/backoff'
import type { Timers } from '../../shared/lib/clock'
import { pageUrl } from './app-protocol'
import type { Log } from './log'
import type { Role } from '../../shared/ipc/page-api'

const restart = { baseMs: 50, capMs: 5_000 }
/** A page that lived as long as this before it died is started again at once. */
const healthyAfterMs = 30_000

export interface PageLife {
  /** The document of the page is gone: reloaded, crashed or navigated. What it was connected to is gone with it. */
  onGone(cause: PageEnd): void
}

export type PageEnd = 'crashed' | 'killed' | 'out-of-memory' | 'reloaded' | 'other'

/** Loads a page, and loads it again whenever its process dies. */
export function keepPageAlive(
  role: Role,
  contents: WebContents,
  ports: PageLife & { readonly log: Log; readonly timers: Timers; readonly random: () => number },
): void {
  let failures = 0
  let isFirstLoad = true
  let timer = { cancel: () => {} }

  function load() {
    timer = ports.timers.after(healthyAfterMs, () => {
      failures = 0
    })
    contents.loadURL(pageUrl(role)).catch((error: unknown) => ports.log.warning('page-not-loaded', { role, error }))
  }

  contents.on('did-start-navigation', (_event, _url, isInPlace, isMainFrame) => {
    if (!isMainFrame || isInPlace) return
    if (!isFirstLoad) ports.onGone('reloaded')
    isFirstLoad = false
  })
  contents.on('render-process-gone', (_event, details) => {
    ports.log.error('page-process-gone', { role, reason: details.reason, exitCode: details.exitCode })
    if (details.reason === 'clean-exit' || contents.isDestroyed()) return
    ports.onGone(endOf(details))
    isFirstLoad = true
    failures += 1
    timer.cancel()
    timer = ports.timers.after(failures === 1 ? 0 : backoffMs(failures, restart, ports.random), load)
  })
  contents.on('unresponsive', () => ports.log.warning('page-unresponsive', { role }))
  contents.on('responsive', () => ports.log.info('page-responsive', { role }))
  contents.on('preload-error', (_event, _path, error) => ports.log.error('preload-failed', { role, error }))
  load()
}

function endOf({ reason }: RenderProcessGoneDetails): PageEnd {
  if (reason === 'crashed' || reason === 'abnormal-exit') return 'crashed'
  if (reason === 'killed') return 'killed'
  return reason === 'oom' ? 'out-of-memory' : 'other'
}
