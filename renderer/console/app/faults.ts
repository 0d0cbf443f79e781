import type { PageApi } from '../../../shared/ipc/page-api'
import { errorFacts } from '../../../shared/lib/error-facts'
import { hearFaults } from '../../ui/page-faults'
import { reloadOnce } from '../../ui/reload-once'

/** What the page does when its own program fails. */
export interface Faults {
  /** Tells main the kind of a fault: name and code, never a text. */
  report(code: string, thrown: unknown): void
  /** Loads the page anew, unless it has done so a short while ago. Returns whether it does. */
  reloadOnce(): boolean
  reload(): void
}

/** Hears from now on what nobody catches. */
export function followFaults(lingxi: Pick<PageApi<'console'>, 'reportProblem'>, page: Window): Faults {
  const report = (code: string, thrown: unknown) => void lingxi.reportProblem({ code, facts: { ...errorFacts(thrown) } })
  const reload = () => page.location.reload()
  hearFaults(page, (kind, thrown) => report(`console-page-${kind}`, thrown))
  return { report, reload, reloadOnce: () => reloadOnce({ storage: page.sessionStorage, now: Date.now, reload }) }
}
