import { createStore } from 'zustand/vanilla'

/** Which calming line each draft stands at; forgotten with the page. */
export const scriptStore = createStore<{ readonly current: ReadonlyMap<string, string> }>(() => ({ current: new Map() }))

export function setScript(draftId: string, scriptId: string): void {
  scriptStore.setState(({ current }) => ({ current: new Map(current).set(draftId, scriptId) }))
}
