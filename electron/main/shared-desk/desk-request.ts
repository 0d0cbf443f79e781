import type { DeskTrouble } from '../../../shared/ipc/shared-desk-values'
import type { Result } from '../../../shared/lib/result'
import type { SharedDeskSettings } from '../../../shared/settings/settings'

export interface DeskQuestion {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly token?: string
  readonly body?: unknown
}

export interface DeskReply {
  readonly status: number
  /** Null when it is no JSON. */
  readonly json: unknown
}

/** Asks a desk from main, where nobody has signed in yet; never rejects. */
export type AskDesk = (desk: SharedDeskSettings, question: DeskQuestion) => Promise<Result<DeskReply, DeskTrouble>>
