import { useMemo, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { createKeymap, printChord, type Keymap } from './keymap'
import type { CommandId } from './command-list'
import type { CallId } from '../../../shared/calls/call'
import type { Draft } from '../../../shared/tickets/draft'
import type { KeptDraft } from '../seat/draft-keeper'
import type { RefusedCertificate } from '../../../shared/ipc/refused-certificate'
import { certificateInTheWay } from './line-certificate'
import { passwordNeed, type PasswordNeed } from './password-need'
import { useServices } from './services'
import { subscribeToNothing, useSlice } from './use-vanilla-store'

/** The key map with the agent's own keys in it. */
export function useKeymap(): Keymap {
  const { settings } = useServices()
  const overrides = useStore(settings, (state) => state.keymap)
  return useMemo(() => createKeymap(overrides), [overrides])
}

/** The key of a command as printed on its button; null when it has none. */
export function usePrintedKeys(): (command: CommandId) => string | null {
  const keymap = useKeymap()
  return useMemo(
    () => (command: CommandId) => {
      const chord = keymap.keysOf(command)
      return chord === null ? null : printChord(chord)
    },
    [keymap],
  )
}

/** What the line lacks that the agent could type. */
export function usePasswordNeed(): PasswordNeed | null {
  const { seat, linePassword } = useServices()
  const registration = useSlice(seat.store, (state) => state.line.registration)
  return passwordNeed(useStore(linePassword.store), registration)
}

/** No queue waits for them, and their seat has been given no telephone. Anybody else who lacks one is told so. */
export function useIsWithoutPhone(): boolean {
  const { isAtPhone, linePassword } = useServices()
  const hasAccount = useStore(linePassword.store, ({ account }) => account !== null && account.user !== '')
  return !isAtPhone && !hasAccount
}

/** Whether the agent ends the own rest after RED; otherwise a lead does. */
export function useEndsRest(): boolean {
  const { floor, rest } = useServices()
  return useSyncExternalStore(floor?.onLink ?? subscribeToNothing, () => rest.mayEnd())
}

/** The certificate that keeps the line from its PBX. */
export function useCertificateInTheWay(): RefusedCertificate | null {
  const { seat, certificate } = useServices()
  const registration = useSlice(seat.store, (state) => state.line.registration)
  return useStore(certificate, ({ refused }) => certificateInTheWay(refused, registration))
}

/** A draft; null when it was submitted or discarded. */
export function useDraft(id: string | null): Draft | null {
  const { keeper } = useServices()
  return useSyncExternalStore(keeper.subscribe, () => (id === null ? null : (keeper.get(id)?.draft ?? null)))
}

/** A draft with what is durable of it. */
export function useKeptDraft(id: string | null): KeptDraft | null {
  const { keeper } = useServices()
  return useSyncExternalStore(keeper.subscribe, () => (id === null ? null : keeper.get(id)))
}

/** One thing about the draft of a call, drawn again only when that changes; null while there is no draft. */
export function useOfDraft<T extends string>(callId: CallId, select: (draft: Draft) => T | null | undefined): T | null {
  const { keeper, seat } = useServices()
  return useSyncExternalStore(keeper.subscribe, () => {
    const id = seat.store.getState().draftOfCall.get(callId) ?? null
    const kept = id === null ? null : keeper.get(id)
    return kept === null ? null : (select(kept.draft) ?? null)
  })
}

/** Drafts that wait for the agent. */
export function useUnfinished(): readonly KeptDraft[] {
  const { keeper } = useServices()
  return useSyncExternalStore(keeper.subscribe, keeper.unfinished)
}

export function useUnfinishedCount(): number {
  const { keeper } = useServices()
  return useSyncExternalStore(keeper.subscribe, () => keeper.unfinished().length)
}
