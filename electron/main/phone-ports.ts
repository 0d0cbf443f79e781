import type { PortRole } from '../../shared/ipc/port-handover'

/** Makes a channel between the phone and the page of that role and hands an end to each. */
export type ConnectPhone = (role: PortRole) => void

/**
 * Who gets a port to the phone, and when. Handing one over is a race between pages that load, crash and reload: a page is
 * connected only after it has said that it listens, and anew whenever it or the phone says so again.
 */
export interface PhonePorts {
  listens(page: PortRole | 'phone'): void
  /** The page navigates, crashed or was closed: what it had is gone. */
  isGone(page: PortRole | 'phone'): void
}

export function createPhonePorts(connect: ConnectPhone): PhonePorts {
  const listening = new Set<PortRole | 'phone'>()
  return {
    listens(page) {
      listening.add(page)
      if (!listening.has('phone')) return
      for (const role of page === 'phone' ? (['console', 'ring'] as const) : [page]) {
        if (listening.has(role)) connect(role)
      }
    },
    isGone: (page) => void listening.delete(page),
  }
}
