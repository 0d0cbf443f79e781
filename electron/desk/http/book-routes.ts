import { bookRoutes, broughtBookSchema } from '../../../shared/desk-book/desk-book'
import type { BookDesk } from '../book/book-desk'
import type { GuardedRoutes } from './guarded-routes'

export function addBookRoutes(routes: GuardedRoutes, desk: BookDesk): void {
  const { book } = bookRoutes
  routes.get(book, 'bring-administration', async ({ by }, c) => c.json(await desk.give(by)))
  routes.post(book, 'bring-administration', broughtBookSchema, (brought, { by }) => desk.bring(brought, by))
}
