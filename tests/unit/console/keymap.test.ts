import { describe, expect, it } from 'vitest'
import { commandList } from '../../../renderer/console/app/command-list'
import { chordOf, createKeymap, printChord } from '../../../renderer/console/app/keymap'

const press = (key: string, code = key, held: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey', boolean>> = {}) =>
  chordOf({ key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held })

describe('the key map', () => {
  it('has no two commands on one key as it is delivered', () => {
    expect(createKeymap({}).conflicts).toEqual([])
  })

  it('gives every call command a second key without an F-key', () => {
    const calls = commandList.filter((command) => command.group === 'call' && command.keys[0].startsWith('F'))
    for (const command of calls) expect(command.keys.some((chord) => !/F\d/.test(chord)), command.id).toBe(true)
  })

  it('reads letters by their place, so that Alt and input methods change nothing', () => {
    expect(press('ç', 'KeyC', { altKey: true })).toBe('Alt+C')
    expect(press('Process', 'KeyY', { altKey: true })).toBe('Alt+Y')
    expect(press('!', 'Digit1', { altKey: true })).toBe('Alt+1')
    expect(press('F2', 'F2', { shiftKey: true })).toBe('Shift+F2')
  })

  it('has no chord for a modifier alone', () => {
    expect(press('Shift', 'ShiftLeft', { shiftKey: true })).toBeNull()
    expect(press('Process', '')).toBeNull()
  })

  it('follows the agent\'s own keys and reports a key that is used twice', () => {
    const keymap = createKeymap({ answer: 'F11', hold: 'F4' })
    expect(keymap.commandOf('F11')).toBe('answer')
    expect(keymap.commandOf('F2')).toBeNull()
    expect(keymap.conflicts).toEqual([{ chord: 'F4', commands: ['hold', 'mute'] }])
  })

  it('lets a key be taken away', () => {
    expect(createKeymap({ answer: '' }).keysOf('answer')).toBeNull()
  })

  it('prints chords as they stand on the keyboard', () => {
    expect(printChord('Shift+F2')).toBe('⇧F2')
    expect(printChord('Ctrl+Enter')).toBe('Ctrl Enter')
  })
})
