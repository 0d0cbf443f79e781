import { goLiveRoutes, goLiveShownSchema } from '../../../shared/golive/go-live-sheet'
import type { GoLiveDesk } from '../golive/go-live-desk'
import type { GuardedRoutes } from './guarded-routes'

export function addGoLiveRoutes(routes: GuardedRoutes, desk: GoLiveDesk): void {
  const { sheet } = goLiveRoutes
  routes.get(sheet, 'show-go-live', async (_caller, c) => c.json(await desk.sheet()))
  routes.post(sheet, 'show-go-live', goLiveShownSchema, (shown, { by, session }) =>
    desk.show(shown, { by, id: session.personId, name: session.name.slice(0, 40), seat: session.seatCode }))
}
