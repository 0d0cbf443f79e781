/**
 * Everything that can be done by a key, a button or the menu, once. `keys` are the chords on delivery: the first is
 * printed on buttons, the others are the second set for keyboards whose F-keys are taken.
 */
export const commandList = [
  { id: 'answer', group: 'call', keys: ['F2', 'Ctrl+Alt+A'] },
  { id: 'hang-up', group: 'call', keys: ['Shift+F2', 'Ctrl+Alt+H'] },
  { id: 'decline', group: 'call', keys: ['Ctrl+F2', 'Ctrl+Alt+R'] },
  { id: 'hold', group: 'call', keys: ['F3', 'Ctrl+Alt+P'] },
  { id: 'mute', group: 'call', keys: ['F4', 'Ctrl+Alt+U'] },
  { id: 'dial-pad', group: 'call', keys: ['F5', 'Ctrl+Alt+D'] },
  { id: 'dialler', group: 'call', keys: ['F6', 'Ctrl+Alt+T'] },
  { id: 'swap', group: 'call', keys: ['F7', 'Ctrl+Alt+S'] },
  { id: 'complete-transfer', group: 'call', keys: ['Shift+F6', 'Ctrl+Alt+C'] },
  { id: 'join', group: 'call', keys: ['Shift+F7', 'Ctrl+Alt+J'] },
  { id: 'call-back', group: 'call', keys: ['F9', 'Ctrl+Alt+B'] },
  { id: 'redial', group: 'call', keys: ['Ctrl+Alt+N'] },
  { id: 'finish-wrap-up', group: 'call', keys: ['F8', 'Ctrl+Alt+W'] },
  { id: 'toggle-break', group: 'call', keys: ['Ctrl+B'] },
  { id: 'shift-check', group: 'call', keys: ['Ctrl+Alt+K'] },
  { id: 'pick-1', group: 'caller', keys: ['Alt+1'] },
  { id: 'pick-2', group: 'caller', keys: ['Alt+2'] },
  { id: 'pick-3', group: 'caller', keys: ['Alt+3'] },
  { id: 'pick-none', group: 'caller', keys: ['Alt+0'] },
  { id: 'pick-someone-else', group: 'caller', keys: ['Alt+9'] },
  { id: 'pick-anonymous', group: 'caller', keys: ['Alt+8'] },
  { id: 'pick-again', group: 'caller', keys: ['Alt+R'] },
  { id: 'merge', group: 'caller', keys: ['Alt+M'] },
  { id: 'request-type', group: 'form', keys: ['Alt+Q'] },
  { id: 'category', group: 'form', keys: ['Alt+C'] },
  { id: 'description', group: 'form', keys: ['Alt+W'] },
  { id: 'emotion', group: 'form', keys: ['Alt+E'] },
  { id: 'no-risk', group: 'form', keys: ['Alt+Z'] },
  { id: 'add-risk', group: 'form', keys: ['Alt+X'] },
  { id: 'confidential', group: 'form', keys: ['Alt+B'] },
  { id: 'more-fields', group: 'form', keys: ['Alt+G'] },
  { id: 'next-action', group: 'form', keys: ['Alt+T'] },
  { id: 'suggestion-yes', group: 'form', keys: ['Alt+Y'] },
  { id: 'suggestion-no', group: 'form', keys: ['Alt+N'] },
  { id: 'insert-answer', group: 'form', keys: ['Alt+K'] },
  { id: 'next-script', group: 'form', keys: ['Alt+S'] },
  { id: 'warn-abuse', group: 'form', keys: ['Alt+J'] },
  { id: 'warn-obscene', group: 'form', keys: ['Alt+O'] },
  { id: 'submit', group: 'form', keys: ['Ctrl+Enter'] },
  { id: 'answer-directly', group: 'form', keys: ['Ctrl+Shift+Enter'] },
  { id: 'keep-for-later', group: 'form', keys: ['Ctrl+S'] },
  { id: 'another-order', group: 'form', keys: ['Ctrl+N'] },
  { id: 'manual-call', group: 'form', keys: ['Ctrl+Shift+N'] },
  { id: 'go-seat', group: 'view', keys: ['Ctrl+1'] },
  { id: 'go-tickets', group: 'view', keys: ['Ctrl+2'] },
  { id: 'go-knowledge', group: 'view', keys: ['Ctrl+3'] },
  { id: 'go-settings', group: 'view', keys: ['Ctrl+,'] },
  { id: 'go-calls', group: 'view', keys: ['Ctrl+4'] },
  { id: 'lock', group: 'view', keys: ['Ctrl+L', 'Ctrl+Alt+L'] },
  { id: 'search', group: 'view', keys: ['Ctrl+K'] },
  { id: 'outbox', group: 'view', keys: ['Ctrl+U'] },
  { id: 'export-unsent', group: 'view', keys: ['Ctrl+Shift+U'] },
  { id: 'import-unsent', group: 'view', keys: ['Ctrl+Shift+I'] },
  { id: 'reveal', group: 'view', keys: ['Ctrl+E'] },
  { id: 'key-map', group: 'view', keys: ['F1', 'Ctrl+/'] },
  { id: 'menu', group: 'view', keys: ['F10', 'Alt+/'] },
] as const

export type CommandId = (typeof commandList)[number]['id']
export type CommandGroup = (typeof commandList)[number]['group']

export const commandGroups: readonly CommandGroup[] = ['call', 'caller', 'form', 'view']

/** For names that come from outside of this page. */
export function isCommandId(name: string): name is CommandId {
  return commandList.some((command) => command.id === name)
}
