import { describe, expect, it } from 'vitest'
import { commandList } from '../../../renderer/console/app/command-list'
import { chordProblem } from '../../../shared/settings/chords'

describe('a key for a command', () => {
  it.each(['A', '7', '/', 'Shift+A', 'Shift+7', 'ü', 'CapsLock', ''])('needs something held with it where it types: %s', (chord) => expect(chordProblem(chord)).toBe('needs-modifier'))

  it.each([
    'Ctrl+A', 'Ctrl+C', 'Ctrl+V', 'Ctrl+X', 'Ctrl+Z', 'Ctrl+Y', 'Ctrl+Shift+Z', 'Enter', 'Shift+Enter', 'Tab', 'Shift+Tab', 'Ctrl+Tab', 'Escape', 'Backspace',
    'Ctrl+Backspace', 'Delete', 'ArrowUp', 'Alt+ArrowLeft', 'Ctrl+Shift+ArrowRight', 'Ctrl+Home', 'Ctrl+Space', 'Shift+Space', 'Alt+F4',
  ])('is not one that edits: %s', (chord) => expect(chordProblem(chord)).toBe('reserved'))

  it.each(['F2', 'Shift+F2', 'F12', 'Ctrl+Enter', 'Ctrl+Shift+Enter', 'Alt+A', 'Ctrl+Alt+A', 'Ctrl+/', 'Alt+0'])('may be %s', (chord) => expect(chordProblem(chord)).toBeNull())

  it('is a fit one for every command as it is delivered', () => {
    expect(commandList.flatMap(({ keys }) => keys.filter((chord) => chordProblem(chord) !== null))).toEqual([])
  })
})
