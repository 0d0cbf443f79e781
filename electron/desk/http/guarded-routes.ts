import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import type { DeskError } from '../../../shared/desk-api/desk-api'
import type { Result } from '../../../shared/lib/result'
import type { Action } from '../../../shared/people/permissions'
import { callerOf, type Caller } from '../people/caller'
import { tokenOf } from '../people/session-token'
import type { LiveSession } from '../store/sessions-table'
import { answer, fail } from './answers'

/** What a route asks of whoever calls: an action of one of their roles; or only to be signed in. */
export type Need = Action | 'signed-in'

export interface GuardOptions {
  readonly app: Hono
  readonly find: (token: string) => Promise<LiveSession | null>
}

type Perform<T> = (input: T, caller: Caller, c: Context) => Promise<Result<object, DeskError>>

/**
 * Routes that can't be written down without saying who may call them. Nothing of a request but its token is read before that is
 * settled. Who still has a password that somebody else knows may do nothing but change it: `evenWithOldPassword` marks what that needs.
 */
export interface GuardedRoutes {
  get(path: string, need: Need, perform: (caller: Caller, c: Context) => Promise<Response>, options?: RouteOptions): void
  delete(path: string, need: Need, perform: (caller: Caller, c: Context) => Promise<Response>, options?: RouteOptions): void
  post<T>(path: string, need: Need, schema: z.ZodType<T>, perform: Perform<T>, options?: RouteOptions): void
  /** POST whose answer is no JSON: reads its own body. */
  send(path: string, need: Need, perform: (caller: Caller, c: Context) => Promise<Response>): void
  put<T>(path: string, need: Need, schema: z.ZodType<T>, perform: Perform<T>, options?: RouteOptions): void
}

export interface RouteOptions {
  readonly evenWithOldPassword?: boolean
}

export function createGuardedRoutes({ app, find }: GuardOptions): GuardedRoutes {
  async function admitted(c: Context, need: Need, { evenWithOldPassword = false }: RouteOptions, go: (caller: Caller) => Promise<Response>): Promise<Response> {
    const token = tokenOf(c.req.header('Authorization'))
    const session = token === null ? null : await find(token)
    if (session === null) return fail(c, { code: 'unauthorized' })
    if (session.mustChangePassword && !evenWithOldPassword) return fail(c, { code: 'password-change-due' })
    const caller = callerOf(session)
    if (need !== 'signed-in' && !caller.may(need)) return fail(c, { code: 'forbidden', reason: need })
    return go(caller)
  }

  return {
    get: (path, need, perform, options = {}) => void app.get(path, (c) => admitted(c, need, options, (caller) => perform(caller, c))),
    delete: (path, need, perform, options = {}) => void app.delete(path, (c) => admitted(c, need, options, (caller) => perform(caller, c))),
    send: (path, need, perform) => void app.post(path, (c) => admitted(c, need, {}, (caller) => perform(caller, c))),
    post: (path, need, schema, perform, options = {}) =>
      void app.post(path, (c) => admitted(c, need, options, (caller) => answer(c, schema, (input) => perform(input, caller, c)))),
    put: (path, need, schema, perform, options = {}) =>
      void app.put(path, (c) => admitted(c, need, options, (caller) => answer(c, schema, (input) => perform(input, caller, c)))),
  }
}
