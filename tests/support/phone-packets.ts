import type { Page } from '@playwright/test'

interface Watched {
  readonly connections: RTCPeerConnection[]
}

/** Loads the phone page anew and keeps every connection it makes from then on. Not to be done during a call. */
export async function watchConnections(phone: Page): Promise<void> {
  await phone.addInitScript(() => {
    const connections: RTCPeerConnection[] = []
    const Original = RTCPeerConnection
    Object.assign(window, {
      connections,
      RTCPeerConnection: class extends Original {
        constructor(configuration?: RTCConfiguration) {
          super(configuration)
          connections.push(this)
        }
      },
    })
  })
  await phone.reload()
}

/** RTP packets received so far at all open ends of the line together; 0 when no call is up. */
export function packetsReceived(phone: Page): Promise<number> {
  return phone.evaluate(async () => {
    const open = (window as unknown as Watched).connections.filter((one) => one.connectionState === 'connected')
    const counts = await Promise.all(
      open.map(async (connection) => {
        const report = [...(await connection.getStats()).values()].find((entry) => entry.type === 'inbound-rtp')
        return (report?.packetsReceived as number | undefined) ?? 0
      }),
    )
    return counts.reduce((sum, count) => sum + count, 0)
  })
}
