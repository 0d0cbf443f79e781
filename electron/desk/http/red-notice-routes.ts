import { redNoticeRoutes, redNoticeWishSchema } from '../../../shared/desk-api/red-notices'
import type { RedNotices } from '../notices/red-notices'
import type { GuardedRoutes } from './guarded-routes'

/** The route of `red-notices.ts`. */
export function addRedNoticeRoutes(routes: GuardedRoutes, notices: RedNotices): void {
  routes.post(redNoticeRoutes.tell, 'work-by-phone', redNoticeWishSchema, (wish, caller) => notices.tell(wish, caller))
}
