import { contract } from '../../shared/ipc/contract'
import type { PageDefinition } from '../../shared/ipc/definition'
import { createAnswerer } from '../../shared/ipc/main-side'
import type { BorderProblem, Handlers } from '../../shared/ipc/main-side'
import type { EventName, EventOf, PageApi, Role } from '../../shared/ipc/page-api'
import { callChannel, createPageApi, eventChannel } from '../../shared/ipc/page-side'

export interface FakeLingxi<R extends Role> {
  readonly lingxi: PageApi<R>
  /** Tells the page an event, as main would. @throws when the event does not have the shape of the contract. */
  emit<N extends EventName<R>>(name: N, event: EventOf<R, N>): void
  /** Requests and answers that did not keep to the contract. */
  readonly problems: readonly BorderProblem[]
}

/**
 * The bridge of a page with the handlers of a test behind it: both derived sides joined without Electron, everything
 * parsed and cloned as in the real one. A call without a handler answers `unexpected`.
 */
export function createFakeLingxi<R extends Role>(role: R, handlers: Partial<Handlers<R>>): FakeLingxi<R> {
  const page: PageDefinition = contract[role]
  const problems: BorderProblem[] = []
  const answer = createAnswerer(role, handlers as Handlers<R>, (problem) => problems.push(problem))
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const names = new Map(Object.keys(page.calls).map((name) => [callChannel(role, name), name]))

  const lingxi = createPageApi(role, {
    invoke: async (channel, request) => structuredClone(await answer(names.get(channel) ?? '', structuredClone(request))),
    listen(channel, listener) {
      const onChannel = listeners.get(channel) ?? new Set()
      listeners.set(channel, onChannel.add(listener))
      return () => void onChannel.delete(listener)
    },
  })

  return {
    lingxi,
    problems,
    emit(name, event) {
      const payload = page.events[name]?.parse(event)
      for (const listener of listeners.get(eventChannel(role, name)) ?? []) listener(structuredClone(payload))
    },
  }
}
