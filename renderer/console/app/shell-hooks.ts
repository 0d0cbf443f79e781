import { useMemo, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { createKeymap, printChord, type Keymap } from './keymap'
import type { CommandId } from './command-list'
import type { KeptDraft } from '../seat/draft-keeper'
import { passwordNeed, type PasswordNeed } from './password-need'
import { useServices } from './services'
import { useSlice } from './use-vanilla-store'

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

/** A draft as it is kept; null when it was submitted or discarded. */
export function useDraft(id: string | null): KeptDraft | null {
  const { keeper } = useServices()
  return useSyncExternalStore(keeper.subscribe, () => (id === null ? null : keeper.get(id)))
}

/** All drafts in hand. */
export function useDrafts(): readonly KeptDraft[] {
  const { keeper } = useServices()
  return useSyncExternalStore(keeper.subscribe, keeper.all)
}
