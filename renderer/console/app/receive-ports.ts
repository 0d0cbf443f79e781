import { portHandoverSchema } from '../../../shared/ipc/port-handover'

/** Ports to the phone page as they come: a new one whenever the phone or this page is new. */
export interface PhonePorts {
  /** Called with the port that is there already, if any, and with every later one. */
  onPort(listener: (port: MessagePort) => void): () => void
}

/** SECURITY: only this page's own preload may hand over a port; a message from any other window is not looked at. */
export function receivePorts(page: Window): PhonePorts {
  const listeners = new Set<(port: MessagePort) => void>()
  let latest: MessagePort | null = null
  page.addEventListener('message', (event) => {
    if (event.source !== page || event.origin !== page.location.origin) return
    const port = event.ports[0]
    if (port === undefined || !portHandoverSchema.safeParse(event.data).success) return
    latest = port
    for (const listener of listeners) listener(port)
  })
  return {
    onPort(listener) {
      listeners.add(listener)
      if (latest !== null) listener(latest)
      return () => listeners.delete(listener)
    },
  }
}
