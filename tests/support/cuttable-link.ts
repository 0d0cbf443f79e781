import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** The way to a server, as a cable that a test can pull. What goes another way, like sound over UDP, goes on. */
export interface CuttableLink {
  /** Where the server can be reached on 127.0.0.1 now. */
  readonly port: number
  /** Breaks every connection, without a goodbye, and lets no new one through until it is mended. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** @param target the server at the far end of the cable */
export async function openCuttableLink(target: { readonly host: string; readonly port: number }): Promise<CuttableLink> {
  const open = new Set<Socket>()
  let isCut = false

  function keep(socket: Socket): void {
    open.add(socket)
    // A reset is what this link is for.
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
  }

  const server = createServer((near) => {
    keep(near)
    if (isCut) return void near.resetAndDestroy()
    const far = connect(target)
    keep(far)
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  function breakAll(): void {
    for (const socket of open) socket.resetAndDestroy()
  }

  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true
      breakAll()
    },
    mend() {
      isCut = false
    },
    async close() {
      breakAll()
      server.close()
      await once(server, 'close')
    },
  }
}
