import { callRevealRoutes, callRevealSchema } from '../../../shared/desk-api/call-reveals'
import type { Clock } from '../../../shared/lib/clock'
import { ok } from '../../../shared/lib/result'
import type { SharedStore } from '../store/shared-store'
import type { GuardedRoutes } from './guarded-routes'

export interface CallRevealRouteOptions {
  readonly store: Pick<SharedStore, 'inOne'>
  readonly clock: Clock
}

/** The route of `call-reveals.ts`. */
export function addCallRevealRoutes(routes: GuardedRoutes, { store, clock }: CallRevealRouteOptions): void {
  routes.post(callRevealRoutes.tell, 'reveal', callRevealSchema, async ({ id, call, at, facts }, { by, session: { personId } }) => {
    await store.inOne(async ({ audit, toldReveals }) => {
      if (await toldReveals.add(personId, id, clock.now())) await audit.add({ by, act: { kind: 'call-revealed', revealId: id, ...call, lookedAt: at, facts } }, clock.now())
    })
    return ok({})
  })
}
