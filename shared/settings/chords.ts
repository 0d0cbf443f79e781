/** Why a key cannot be given to a command. Its words stand in the locales' `settings.json` under `keyProblem.<code>`. */
export type ChordProblem = 'needs-modifier' | 'reserved'

/** Keys that move, delete, leave or switch the input method, whatever is held with them. */
const editingKeys: ReadonlySet<string> = new Set([
  'Tab', 'Escape', 'Backspace', 'Delete', 'Insert', 'Home', 'End', 'PageUp', 'PageDown', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Space',
])

/** Select, copy, paste, cut, undo and redo of every text field, and the system's own key to close a window. */
const editingChords: ReadonlySet<string> = new Set([
  'Ctrl+A', 'Ctrl+C', 'Ctrl+V', 'Ctrl+X', 'Ctrl+Z', 'Ctrl+Y', 'Ctrl+Shift+V', 'Ctrl+Shift+Z', 'Enter', 'Shift+Enter', 'Alt+F4',
])

/**
 * Whether a chord (`Ctrl+Enter`, `F2`) may stand for a command: anything that writes or edits in a text field must go on
 * doing so, since the agent types all day. F-keys may stand alone, all others need Ctrl or Alt; Shift alone still types.
 */
export function chordProblem(chord: string): ChordProblem | null {
  const parts = chord.split('+')
  const key = parts.at(-1) ?? ''
  if (editingChords.has(chord) || editingKeys.has(key)) return 'reserved'
  const isFree = /^F([1-9]|1\d|2[0-4])$/.test(key) || parts.includes('Ctrl') || parts.includes('Alt')
  return isFree ? null : 'needs-modifier'
}

/** Without the chords that no command may have; an empty one, which takes a key away, stays. */
export function withoutUnfit(keymap: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(keymap).filter(([, chord]) => chord === '' || chordProblem(chord) === null))
}
