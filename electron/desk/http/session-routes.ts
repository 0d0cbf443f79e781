import type { Hono } from 'hono'
import { passwordChangeSchema, sessionRoutes, signInSchema, type SignInRefusal } from '../../../shared/desk-api/sessions'
import { ok } from '../../../shared/lib/result'
import { actionsOf } from '../../../shared/people/permissions'
import type { SessionDesk } from '../people/session-desk'
import { fail } from './answers'
import { parseInput, parseJson } from './desk-errors'
import type { GuardedRoutes } from './guarded-routes'

const statusOfRefusal = {
  'wrong-credentials': 401,
  'no-seat': 403,
  'signed-in-elsewhere': 409,
  'locked-out': 423,
} as const satisfies Record<SignInRefusal['code'], number>

export function addSessionRoutes(app: Hono, routes: GuardedRoutes, sessions: SessionDesk): void {
  // The one route that needs no token: it gives them.
  app.post(sessionRoutes.signIn, async (c) => {
    const json = parseJson(await c.req.text())
    if (!json.ok) return fail(c, json.error)
    const wish = parseInput(signInSchema, json.value)
    if (!wish.ok) return fail(c, wish.error)
    const signedIn = await sessions.signIn(wish.value)
    return signedIn.ok ? c.json(signedIn.value) : c.json(signedIn.error, statusOfRefusal[signedIn.error.code])
  })

  const evenWithOldPassword = { evenWithOldPassword: true }
  routes.get(sessionRoutes.session, 'signed-in', async ({ session }, c) => c.json(await sessions.view(session)), evenWithOldPassword)
  routes.delete(sessionRoutes.session, 'signed-in', async (caller, c) => {
    await sessions.signOut(caller)
    return c.json({})
  }, evenWithOldPassword)
  routes.post(sessionRoutes.password, 'signed-in', passwordChangeSchema, async (change, caller) =>
    (await sessions.changePassword(caller, change)) ? ok({}) : { ok: false, error: { code: 'refused', reason: 'wrong-credentials' } },
  evenWithOldPassword)
  routes.get(sessionRoutes.actions, 'signed-in', async ({ roles }, c) => c.json({ actions: actionsOf(roles) }))
}
