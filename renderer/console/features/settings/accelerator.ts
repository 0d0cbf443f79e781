/** What a pressed key is worth as a shortcut that works in every program. */
export type PressedShortcut =
  | { readonly kind: 'shortcut'; readonly accelerator: string }
  /** Alone it would be taken from whoever types it elsewhere while something rings. */
  | { readonly kind: 'needs-modifier' }
  /** A key that no shortcut of the system can have. */
  | { readonly kind: 'unusable' }

type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>

/** A pressed chord as Electron writes it (`Control+Alt+A`); null while only modifiers are down. */
export function acceleratorOf(event: PressedKey): PressedShortcut | null {
  if (['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'Process', 'Dead'].includes(event.key)) return null
  const key = keyName(event)
  if (key === null) return { kind: 'unusable' }
  const isEnough = event.ctrlKey || event.altKey || event.metaKey || isFunctionKey(key)
  if (!isEnough) return { kind: 'needs-modifier' }
  const modifiers = [event.ctrlKey ? 'Control' : '', event.altKey ? 'Alt' : '', event.shiftKey ? 'Shift' : '', event.metaKey ? 'Super' : '']
  return { kind: 'shortcut', accelerator: [...modifiers.filter((name) => name !== ''), key].join('+') }
}

/** Letters and digits go by their place on the keyboard, as everywhere in this program. */
function keyName({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string | null {
  const plain = /^(?:Key([A-Z])|Digit(\d))$/.exec(code)
  if (plain) return plain[1] ?? plain[2] ?? null
  const numpad = /^Numpad(\d)$/.exec(code)
  if (numpad) return `num${numpad[1]}`
  if (isFunctionKey(key)) return key
  return namedKeys[key] ?? null
}

function isFunctionKey(key: string): boolean {
  return /^F(?:[1-9]|1\d|2[0-4])$/.test(key)
}

const namedKeys: Readonly<Record<string, string>> = {
  ' ': 'Space',
  Enter: 'Return',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Insert: 'Insert',
}
