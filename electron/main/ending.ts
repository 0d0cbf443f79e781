import { app, powerMonitor } from 'electron'
import type { Seat } from './open-seat'

/** The program ends when nothing is at stake, and the desk ends before it. */
export function endWith(seat: Seat): void {
  let isDeskDown = false
  app.on('activate', () => seat.show())
  app.on('before-quit', (event) => {
    if (!seat.mayClose()) event.preventDefault()
  })
  app.on('will-quit', (event) => {
    if (isDeskDown) return
    event.preventDefault()
    // Not from within this event, which is deaf to another wish to quit.
    void seat.end().finally(() => {
      isDeskDown = true
      setImmediate(() => app.quit())
    })
  })
  const systemEnds = () => {
    seat.systemEnds()
    app.quit()
  }
  powerMonitor.on('shutdown', systemEnds)
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(signal, systemEnds)
}
