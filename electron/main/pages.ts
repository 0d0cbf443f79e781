import type { WebContents } from 'electron'
import { contract } from '../../shared/ipc/contract'
import type { PageDefinition } from '../../shared/ipc/definition'
import type { EventName, EventOf, Role } from '../../shared/ipc/page-api'
import { eventChannel } from '../../shared/ipc/page-side'
import { pageOfUrl } from './app-protocol'

/** Which contents plays which role now. There is at most one for each. */
export interface Pages {
  adopt(role: Role, contents: WebContents): void
  contentsOf(role: Role): WebContents | null
  /** Tells a page; nothing happens while it is not there, it will ask for the state when it comes. */
  send<R extends Role, N extends EventName<R>>(role: R, name: N, event: EventOf<R, N>): void
  /** Whether a call came from the top frame of the one page that has this role. */
  isPage(role: Role, sender: Sender): boolean
}

/** The part of an IpcMainInvokeEvent that tells who is asking. */
export interface Sender {
  readonly sender: unknown
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null
}

export function createPages(): Pages {
  const contentsByRole = new Map<Role, WebContents>()

  function contentsOf(role: Role): WebContents | null {
    const contents = contentsByRole.get(role)
    return contents === undefined || contents.isDestroyed() ? null : contents
  }

  return {
    contentsOf,
    adopt: (role, contents) => void contentsByRole.set(role, contents),
    send(role, name, event) {
      const page: PageDefinition = contract[role]
      contentsOf(role)?.send(eventChannel(role, name), page.events[name]?.parse(event))
    },
    // SECURITY: a channel name proves nothing. The frame must be the page's own document at its own origin.
    isPage(role, { sender, senderFrame }) {
      if (senderFrame === null || senderFrame.parent !== null) return false
      return sender === contentsOf(role) && pageOfUrl(senderFrame.url) === role
    },
  }
}
