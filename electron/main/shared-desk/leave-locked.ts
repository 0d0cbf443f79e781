import type { z } from 'zod'
import type { Handlers } from '../../../shared/ipc/main-side'
import { err, ok, type Result } from '../../../shared/lib/result'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { SharedDeskSettings } from '../../../shared/settings/settings'
import { leftBehind } from '../../../shared/shift/own-work'
import { shiftAnswerSchema, shiftRoutes, type ShiftAnswer } from '../../../shared/shift/shift-api'
import { mostLines, type LeftItem, type NewShiftEvent } from '../../../shared/shift/shift-event'
import type { UnsentCounts } from '../journal/journal'
import type { AskDesk } from './desk-request'
import type { SharedAccess } from './shared-access'

export type LeaveLockedHandlers = Pick<Handlers<'console'>, 'owedAtDesk' | 'leaveWork'>

export interface LeaveLockedPorts {
  readonly access: Pick<SharedAccess, 'state' | 'link'>
  readonly ask: AskDesk
  readonly newId: NewId
  desk(): SharedDeskSettings
  /** What lies at this seat, counted without opening any of it; null when it could not be read. */
  unsent(): Promise<UnsentCounts | null>
}

type Refusal = { readonly code: 'not-in-this-mode' | 'not-locked' | 'desk-away' }

/**
 * Signing out of a locked seat with work undone. What was promised stands at the desk and is handed on from here; drafts and what waits for
 * upload stay at the seat, sealed: without the password main knows how many there are and not which.
 *
 * SECURITY: the page of a locked seat gets counts and who may take over, never an order.
 */
export function leaveLockedHandlers(ports: LeaveLockedPorts | null): LeaveLockedHandlers {
  async function look(): Promise<Result<{ readonly answer: ShiftAnswer; readonly owed: readonly LeftItem[]; readonly token: string }, Refusal>> {
    if (ports === null) return err({ code: 'not-in-this-mode' })
    if (ports.access.state().state !== 'locked') return err({ code: 'not-locked' })
    const link = ports.access.link()
    if (link?.kind !== 'with-desk') return err({ code: 'desk-away' })
    const answer = await asked(ports, shiftRoutes.shift, shiftAnswerSchema, link.token)
    return answer === null ? err({ code: 'desk-away' }) : ok({ answer, owed: leftBehind(answer, { drafts: [], unsent: [] }), token: link.token })
  }

  return {
    async owedAtDesk() {
      const found = await look()
      if (!found.ok) return found
      const { answer: { present }, owed } = found.value
      const count = (kind: LeftItem['kind']) => owed.filter((item) => item.kind === kind).length
      return ok({ promises: count('promise'), callBacks: count('call-back'), takers: present.map(({ personId, name, seat }) => ({ personId, name, seat })) })
    },

    async leaveWork({ to }) {
      const found = await look()
      if (!found.ok || ports === null) return found.ok ? err({ code: 'not-in-this-mode' }) : found
      const { answer: { present }, owed, token } = found.value
      const taker = present.find(({ personId }) => personId === to)
      if (to !== null && taker === undefined) return err({ code: 'taker-gone' })
      const items = [...owed, ...unnamed(await ports.unsent())].slice(0, mostLines)
      if (items.length === 0) return ok(undefined)
      const event: NewShiftEvent = { id: ports.newId(), body: { kind: 'work-left', items, to: taker === undefined ? null : { personId: taker.personId, name: taker.name } } }
      const reply = await ports.ask(ports.desk(), { method: 'POST', path: shiftRoutes.events, token, body: event })
      if (!reply.ok || reply.value.status >= 500 || reply.value.status === 401) return err({ code: 'desk-away' })
      return reply.value.status === 200 ? ok(undefined) : err({ code: 'not-taken' })
    },
  }
}

/** Whoever takes over hears that there is more at that seat, and how much. */
function unnamed(unsent: UnsentCounts | null): readonly LeftItem[] {
  const some = (kind: LeftItem['kind'], count: number) => Array.from({ length: count }, (): LeftItem => ({ kind, orderId: null, number: null, dueAt: null }))
  return unsent === null ? [] : [...some('draft', unsent.drafts), ...some('unsent', unsent.submissions)]
}

async function asked<T>({ ask, desk }: LeaveLockedPorts, path: string, schema: z.ZodType<T>, token: string): Promise<T | null> {
  const reply = await ask(desk(), { method: 'GET', path, token })
  const said = reply.ok && reply.value.status === 200 ? schema.safeParse(reply.value.json) : null
  return said?.success === true ? said.data : null
}
