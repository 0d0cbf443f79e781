/** The servers that a transport may lead to, best first; the seat is at one of them at a time. */
export interface ServerChoice {
  readonly count: number
  /** The next connection leads to that server. */
  aim(server: number): void
  /** Whether that server takes connections, found out beside the connection that is in use. Never rejects. */
  isThere(server: number): Promise<boolean>
}

/** Where there is nothing to choose from. */
export const onlyServer: ServerChoice = { count: 1, aim: () => undefined, isThere: async () => false }

/**
 * Where the next try goes. A connection that was closed in the middle of everything may have been a hiccup, and the server
 * still has the seat's registration: it is tried once more before another one is. A call lives at its server: while there is
 * one, no other is tried.
 */
export function nextServer(server: number, count: number, loss: { readonly isHiccup: boolean; readonly hasCall: boolean }): number {
  return loss.hasCall || loss.isHiccup ? server : (server + 1) % count
}
