import { z } from 'zod'
import { deskErrorSchema, type DeskError } from '../../../shared/desk-api/desk-api'
import { parcelAnswerSchema, parcelRoute } from '../../../shared/desk-api/unsent-parcel'
import type { SealedParcel } from '../../../shared/desk-api/unsent-parcel'
import { sessionRoutes, sessionSchema, signInAnswerSchema, signInRefusalSchema } from '../../../shared/desk-api/sessions'
import type { Session, SignIn, SignInAnswer, SignInRefusal } from '../../../shared/desk-api/sessions'
import type { DeskTrouble } from '../../../shared/ipc/shared-desk-values'
import type { LockReason } from '../../../shared/ipc/values'
import { err, ok } from '../../../shared/lib/result'
import type { Result } from '../../../shared/lib/result'
import type { SharedDeskSettings } from '../../../shared/settings/settings'
import type { AskDesk, DeskReply } from './desk-request'

/** Why a desk has let go of a session. */
export type SessionEnd = Extract<LockReason, 'session-expired' | 'session-revoked' | 'taken-over' | 'session-ended'>
export type PasswordRefusal = { readonly code: 'wrong-password' | 'too-short' | 'ended' }

/** Signing in at a shared desk, as main does it. */
export interface DeskSessions {
  /** Whether there is a desk that several seats may share. */
  test(desk: SharedDeskSettings): Promise<Result<undefined, DeskTrouble>>
  signIn(desk: SharedDeskSettings, request: SignIn): Promise<Result<SignInAnswer, SignInRefusal | DeskTrouble>>
  /** `ended`: the desk does not know the token any more. */
  look(desk: SharedDeskSettings, token: string): Promise<Result<Session, { readonly code: 'ended'; readonly end: SessionEnd } | DeskTrouble>>
  changePassword(desk: SharedDeskSettings, token: string, change: { readonly old: string; readonly new: string }): Promise<Result<undefined, PasswordRefusal | DeskTrouble>>
  /**
   * Brings somebody's sealed work: true when the desk has taken all of it. `desk-refuses`: not this parcel, whatever becomes of others.
   * `not-allowed`: nothing that this person brings.
   */
  deliver(desk: SharedDeskSettings, token: string, parcel: SealedParcel): Promise<Result<boolean, { readonly code: 'desk-refuses' | 'not-allowed' } | DeskTrouble>>
  /** As far as it goes: the session ends by itself all the same. */
  signOut(desk: SharedDeskSettings, token: string): Promise<void>
}

/** A desk says why when it knows; what it does not say, the words leave open. */
const endSchema = z.object({ reason: z.enum(['expired', 'revoked', 'taken-over']) })
const ends = { expired: 'session-expired', revoked: 'session-revoked', 'taken-over': 'taken-over' } as const

/** What a desk says of itself or of whoever asks, and would say of the next parcel as well. */
const ofNoParcel: ReadonlySet<DeskError['code']> = new Set(['unauthorized', 'password-change-due', 'not-found', 'too-many-tries', 'not-ready'])
const tooLarge = 413

export function createDeskSessions(ask: AskDesk): DeskSessions {
  return {
    async test(desk) {
      // A question that no desk can grant: only one with accounts reads it before it asks for a token.
      const reply = await ask(desk, { method: 'POST', path: sessionRoutes.signIn, body: {} })
      if (!reply.ok) return reply
      const { status, json } = reply.value
      const said = deskErrorSchema.safeParse(json)
      if (!said.success) return err({ code: 'not-a-desk' })
      if (status === 401) return err({ code: 'one-seat' })
      if (status === 404) return err({ code: 'newer' })
      return status >= 500 ? err({ code: 'not-ready' }) : ok(undefined)
    },

    async signIn(desk, request) {
      const reply = await ask(desk, { method: 'POST', path: sessionRoutes.signIn, body: request })
      if (!reply.ok) return reply
      const { status, json } = reply.value
      if (isWell(status)) {
        const answer = signInAnswerSchema.safeParse(json)
        return answer.success ? ok(answer.data) : err({ code: 'newer' })
      }
      const refusal = signInRefusalSchema.safeParse(json)
      return err(refusal.success ? refusal.data : troubleOf(reply.value))
    },

    async look(desk, token) {
      const reply = await ask(desk, { method: 'GET', path: sessionRoutes.session, token })
      if (!reply.ok) return reply
      const { status, json } = reply.value
      if (status === 401) {
        const said = endSchema.safeParse(json)
        if (said.success) return err({ code: 'ended', end: ends[said.data.reason] })
        // A proxy on the way that asks for a password of its own has ended nobody's session.
        return err(deskErrorSchema.safeParse(json).data?.code === 'unauthorized' ? { code: 'ended', end: 'session-ended' } : troubleOf(reply.value))
      }
      const found = sessionSchema.safeParse(json)
      return isWell(status) && found.success ? ok(found.data) : err(troubleOf(reply.value))
    },

    async changePassword(desk, token, change) {
      const reply = await ask(desk, { method: 'POST', path: sessionRoutes.password, token, body: change })
      if (!reply.ok) return reply
      const { status, json } = reply.value
      if (isWell(status)) return ok(undefined)
      const said = deskErrorSchema.safeParse(json)
      if (!said.success) return err({ code: 'not-a-desk' })
      switch (said.data.code) {
        case 'unauthorized':
          return err({ code: 'ended' })
        case 'malformed':
          return err({ code: 'too-short' })
        case 'refused':
          return err({ code: said.data.reason === 'wrong-credentials' ? 'wrong-password' : 'too-short' })
        default:
          return err(troubleOf(reply.value))
      }
    },

    async deliver(desk, token, parcel) {
      const reply = await ask(desk, { method: 'POST', path: parcelRoute, token, body: parcel })
      if (!reply.ok) return reply
      const { status, json } = reply.value
      const answer = parcelAnswerSchema.safeParse(json)
      if (isWell(status) && answer.success) return ok(answer.data.results.every(({ kind }) => kind === 'accepted'))
      // A proxy on the way says this in words of its own.
      if (status === tooLarge) return err({ code: 'desk-refuses' })
      const said = deskErrorSchema.safeParse(json).data?.code
      if (said === 'forbidden') return err({ code: 'not-allowed' })
      return err(said === undefined || ofNoParcel.has(said) ? troubleOf(reply.value) : { code: 'desk-refuses' })
    },

    async signOut(desk, token) {
      await ask(desk, { method: 'DELETE', path: sessionRoutes.session, token })
    },
  }
}

function isWell(status: number): boolean {
  return status >= 200 && status < 300
}

function troubleOf({ status, json }: DeskReply): DeskTrouble {
  if (!deskErrorSchema.safeParse(json).success) return { code: 'not-a-desk' }
  return { code: status === 401 ? 'one-seat' : status === 404 ? 'newer' : 'not-ready' }
}
