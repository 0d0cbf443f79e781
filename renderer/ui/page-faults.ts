export type FaultKind = 'error' | 'rejection'

/** A fault that comes back at every paint must not push everything else out of the log. */
const mostReports = 20

/** Hears what nobody in the page has caught, a bounded number of times in the page's life. */
export function hearFaults(page: Window, report: (kind: FaultKind, thrown: unknown) => void): void {
  let left = mostReports
  const tell = (kind: FaultKind, thrown: unknown) => {
    if (left === 0) return
    left -= 1
    report(kind, thrown)
  }
  page.addEventListener('error', (event) => {
    // A browser's own remark, such as on a ResizeObserver that comes a frame late: nothing was thrown.
    if (event.error !== null && event.error !== undefined) tell('error', event.error)
  })
  page.addEventListener('unhandledrejection', (event) => tell('rejection', event.reason))
}
