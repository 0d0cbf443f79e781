import { queueCommandSchema, queueRoutes, type QueueCapabilities } from '../../../shared/desk-api/queue-api'
import type { Clock } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'
import type { DeskQueues } from '../pbx/open-queues'
import type { SharedStore } from '../store/shared-store'
import type { GuardedRoutes } from './guarded-routes'
import { queueAnswers, rightFor } from './queue-routes'

export interface SharedQueueOptions {
  readonly queues: DeskQueues
  readonly store: Pick<SharedStore, 'inOne'>
  readonly clock: Clock
}

/** A desk without a PBX: there is nothing to be told, which is an answer to whoever asks what can be. */
export function addNoQueueRoutes(routes: GuardedRoutes): void {
  routes.get(queueRoutes.commands, 'watch-queue', async (_caller, c) => c.json({ commands: [] } satisfies QueueCapabilities))
}

/** The routes of `queue-api.ts` at a desk that knows who asks. What is done to a seat or a call is written down, done or not. */
export function addQueueRoutes(routes: GuardedRoutes, { queues, store, clock }: SharedQueueOptions): void {
  const answers = queueAnswers(queues)
  routes.get(queueRoutes.feed, 'watch-queue', async (_caller, c) => answers.feed(c))
  routes.get(queueRoutes.events, 'watch-queue', async (_caller, c) => answers.events(c))
  routes.get(queueRoutes.commands, 'watch-queue', async (_caller, c) => answers.capabilities(c))
  routes.post(queueRoutes.commands, 'watch-queue', queueCommandSchema, async (command, { by, may }) => {
    const need = rightFor[command.kind]
    if (!may(need)) return err({ code: 'forbidden', reason: need })
    if (queues.control === null) return err({ code: 'not-ready' })
    const done = await queues.control.perform(command)
    await store.inOne(({ audit }) => audit.add({ by, act: { kind: 'queue-command', command: command.kind, extension: command.extension, done: done.ok } }, clock.now()))
    if (done.ok) return ok({})
    return err(done.error.code === 'away' ? { code: 'not-ready' } : { code: 'refused', reason: done.error.code })
  })
}
