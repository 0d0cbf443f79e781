import { contextBridge, ipcRenderer } from 'electron'
import type { Role } from '../../shared/ipc/page-api'
import { createPageApi } from '../../shared/ipc/page-side'
import { portChannel, portRoleSchema } from '../../shared/ipc/port-handover'
import type { PortHandover } from '../../shared/ipc/port-handover'

declare const window: {
  readonly location: { readonly origin: string }
  postMessage(message: PortHandover, targetOrigin: string, transfer: readonly unknown[]): void
}

/**
 * Gives a page its `window.lingxi` and hands the ports on.
 *
 * SECURITY: only the functions derived from the contract cross the bridge; ipcRenderer itself never does.
 */
export function exposePage(role: Role): void {
  const lingxi = createPageApi(role, {
    invoke: (channel, request) => ipcRenderer.invoke(channel, request),
    listen(channel, listener) {
      const onMessage = (_event: unknown, payload: unknown) => listener(payload)
      ipcRenderer.on(channel, onMessage)
      return () => void ipcRenderer.removeListener(channel, onMessage)
    },
  })
  contextBridge.exposeInMainWorld('lingxi', lingxi)

  ipcRenderer.on(portChannel, (event, portRole: unknown) => {
    const handover: PortHandover = { kind: 'port', role: portRoleSchema.parse(portRole) }
    window.postMessage(handover, window.location.origin, event.ports)
  })
}
