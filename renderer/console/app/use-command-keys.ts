import { useEffect } from 'react'
import { isComposing } from '../../ui/is-composing'
import { act, type Commands } from './commands'
import { chordOf, type Keymap } from './keymap'
import type { ViewStore } from './view-store'

/** The one place where keys become commands. Never while an input method composes; a held key acts once. */
export function useCommandKeys(keymap: Keymap, commands: Commands, view: ViewStore): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isComposing(event) || event.defaultPrevented) return
      const chord = chordOf(event)
      if (chord === null || takesItself(event.target, chord)) return
      const id = keymap.commandOf(chord)
      if (id === null) return
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat) act(id, commands, view)
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [keymap, commands, view])
}

/**
 * What has the keyboard may take keys for itself: `data-own-keys` lists chords, with spaces between, as a form does that is signed by its
 * own; or `any`, as a field that waits for a key to bind must get it, whatever the key means now.
 */
function takesItself(target: EventTarget | null, chord: string): boolean {
  const keys = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-own-keys]')?.dataset['ownKeys']?.split(' ') : undefined
  return keys?.some((key) => key === chord || key === 'any') === true
}
