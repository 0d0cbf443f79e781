import { commandList, type CommandId } from './command-list'

/** A key with its modifiers as written in the settings and on the screen: `Shift+F2`, `Alt+1`, `Ctrl+Enter`. */
export type Chord = string

export interface Keymap {
  commandOf(chord: Chord): CommandId | null
  /** The chord to print beside a button; null when the agent has taken the key away. */
  keysOf(command: CommandId): Chord | null
  /** Chords that more than one command claims; the first in the list keeps it. */
  readonly conflicts: readonly { readonly chord: Chord; readonly commands: readonly CommandId[] }[]
}

/** Letters and digits go by their place on the keyboard: with Alt, or with an input method on, `key` is not the letter. */
export function chordOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>): Chord | null {
  const key = nameOfKey(event)
  if (key === null) return null
  const parts = [event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.altKey ? 'Alt' : '', event.shiftKey ? 'Shift' : '', key]
  return parts.filter((part) => part !== '').join('+')
}

function nameOfKey(event: Pick<KeyboardEvent, 'key' | 'code'>): string | null {
  const letter = /^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/.exec(event.code)
  if (letter) return letter[1] ?? letter[2] ?? letter[3] ?? null
  if (event.code === 'Slash') return '/'
  if (event.code === 'Comma') return ','
  if (['Control', 'Shift', 'Alt', 'Meta', 'Process', 'Dead', 'Unidentified'].includes(event.key)) return null
  return event.key === ' ' ? 'Space' : event.key
}

/** A key map from the list and the agent's overrides (command id -> chord; an empty chord takes the key away). */
export function createKeymap(overrides: Readonly<Record<string, string>>): Keymap {
  const claims = new Map<Chord, CommandId[]>()
  const first = new Map<CommandId, Chord>()
  for (const command of commandList) {
    const own = overrides[command.id]
    const chords: readonly string[] = own === undefined ? command.keys : own === '' ? [] : [own]
    for (const chord of chords) claims.set(chord, [...(claims.get(chord) ?? []), command.id])
    if (chords[0] !== undefined) first.set(command.id, chords[0])
  }
  return {
    commandOf: (chord) => claims.get(chord)?.[0] ?? null,
    keysOf: (command) => first.get(command) ?? null,
    conflicts: [...claims].filter(([, commands]) => commands.length > 1).map(([chord, commands]) => ({ chord, commands })),
  }
}

/** How a chord is printed on a button: `⇧F2`, `Ctrl Enter`. */
export function printChord(chord: Chord): string {
  return chord.replace(/^Shift\+(F\d+)$/, '⇧$1').replaceAll('+', ' ')
}
