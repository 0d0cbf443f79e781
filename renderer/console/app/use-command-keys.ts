import { useEffect } from 'react'
import { isComposing } from '../../ui/is-composing'
import { act, type Commands } from './commands'
import { chordOf, type Keymap } from './keymap'
import type { ViewStore } from './view-store'

/** The one place where keys become commands. Never while an input method composes; a held key acts once. */
export function useCommandKeys(keymap: Keymap, commands: Commands, view: ViewStore): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isComposing(event) || event.defaultPrevented || isCapturing(event.target)) return
      const chord = chordOf(event)
      const id = chord === null ? null : keymap.commandOf(chord)
      if (id === null) return
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat) act(id, commands, view)
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [keymap, commands, view])
}

/** A field that waits for a key to bind must get it, whatever the key means now. */
function isCapturing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.dataset['captureKeys'] === 'true'
}
