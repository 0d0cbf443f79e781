import { describe, expect, it } from 'vitest'
import { applicationMenuOf, listCommands, menuOf } from '../../../../renderer/console/app/command-menu'
import { commandList, isCommandId, type CommandId } from '../../../../renderer/console/app/command-list'
import { act, actFromList, createCommands } from '../../../../renderer/console/app/commands'
import { createKeymap, printChord } from '../../../../renderer/console/app/keymap'
import type { StageHandle } from '../../../../renderer/console/app/stage-handle'
import { createViewStore, type Overlay } from '../../../../renderer/console/app/view-store'
import { applicationMenuSchema } from '../../../../shared/ipc/values'
import { ringing } from '../../../support/fake-line'
import { createActingSeat } from './acting-seat.fixture'
import { noHelp } from './no-help.fixture'

/** A seat with its commands, and what the form on the stage was asked; no form while `stage` is not shown. */
function seatWithCommands() {
  const { seat, line, time, reveals } = createActingSeat([])
  const view = createViewStore('seat')
  const asked: string[] = []
  const handle = new Proxy({} as StageHandle, { get: (_, name) => (part?: string) => void asked.push([name, part].filter(Boolean).join(' ')) })
  const stage: { shown: boolean } = { shown: false }
  const commands = createCommands({ seat, view, clock: time, steadyMs: time.steadyMs, stage: () => (stage.shown ? handle : null), draftOnStage: () => null, pick: (place) => void asked.push(`pick ${place}`), isRed: () => false, chosenNumber: () => null, reveals, mayWrite: true, enterManually: () => undefined, openWall: () => undefined, lock: () => undefined, wrapUpPolicy: () => 'timed', ...noHelp() })
  return { line, time, view, stage, asked, commands }
}

function listOf({ commands }: ReturnType<typeof seatWithCommands>, options: { readonly overlay?: Overlay; readonly overrides?: Record<string, string> } = {}) {
  const keymap = createKeymap(options.overrides ?? {})
  const keysOf = (id: CommandId) => {
    const chord = keymap.keysOf(id)
    return chord === null ? null : printChord(chord)
  }
  return listCommands({ commands, overlay: options.overlay ?? null, keysOf, word: (key) => `[${key}]` })
}

const enabledIn = (groups: ReturnType<typeof listOf>) => groups.flatMap(({ commands }) => commands.filter(({ enabled }) => enabled).map(({ id }) => id))

describe('the list of commands that key map and menus show', () => {
  it('holds every command once, in its group, with its words and the key that is printed on buttons', () => {
    const groups = listOf(seatWithCommands())
    expect(groups.map(({ title }) => title)).toEqual(['[commands.groups.call]', '[commands.groups.caller]', '[commands.groups.form]', '[commands.groups.view]'])
    expect(groups.flatMap(({ commands }) => commands.map(({ id }) => id)).sort()).toEqual(commandList.map(({ id }) => id).sort())
    expect(groups[0]?.commands.slice(0, 2)).toMatchObject([{ label: '[commands.answer]', keys: 'F2' }, { id: 'hang-up', keys: '⇧F2' }])
  })

  it('prints the agent\'s own keys, and none where the agent has taken it away', () => {
    const call = listOf(seatWithCommands(), { overrides: { answer: 'F9', hold: '' } })[0]
    expect(call?.commands.filter(({ id }) => id === 'answer' || id === 'hold').map(({ keys }) => keys)).toEqual(['F9', null])
  })

  it('says what can be done now: with nothing in hand the break and the views, in a ring the answer, with a form its parts', async () => {
    const seat = seatWithCommands()
    const idle = ['dialler', 'red-help', 'raise-hand', 'toggle-break', 'agent-state', 'shift-check', 'manual-call', 'go-seat', 'go-tickets', 'go-knowledge', 'go-settings', 'go-calls', 'go-shift', 'hand-over', 'lead-wall', 'room-wall', 'lock', 'search', 'outbox', 'export-unsent', 'import-unsent', 'key-map', 'menu']
    expect(enabledIn(listOf(seat))).toEqual(idle)
    seat.line.show([ringing('15400000012', seat.time.now())])
    await seat.time.advance(100)
    expect(enabledIn(listOf(seat))).toEqual(['answer', 'hang-up', 'decline', 'red-help', 'raise-hand', 'toggle-break', 'agent-state', 'pick-1', 'pick-2', 'pick-3', 'pick-none', 'pick-someone-else', 'pick-anonymous', 'pick-again', ...idle.slice(6)])
    seat.line.show([])
    seat.stage.shown = true
    expect(enabledIn(listOf(seat))).toContain('submit')
  })

  it('offers nothing of a form that is covered', () => {
    const seat = seatWithCommands()
    seat.stage.shown = true
    expect(enabledIn(listOf(seat, { overlay: 'search' }))).not.toContain('submit')
  })

  it('is in a menu without the way into itself', () => {
    const listed = menuOf(listOf(seatWithCommands())).flatMap(({ commands }) => commands.map(({ id }) => id))
    expect(listed).toHaveLength(commandList.length - 1)
    expect(listed).not.toContain('menu')
  })

  it('goes to main as main takes it', () => {
    const menu = applicationMenuOf(listOf(seatWithCommands()))
    expect(applicationMenuSchema.parse(menu)).toEqual(menu)
    expect(menu.groups[0]?.items[0]).toEqual({ command: 'answer', label: '[commands.answer]', keys: 'F2', enabled: false })
  })
})

describe('a command chosen from a menu', () => {
  it('acts when the menu has gone, on the form that it covered', () => {
    const seat = seatWithCommands()
    seat.stage.shown = true
    seat.view.setState({ overlay: 'menu' })
    actFromList('category', seat.commands, seat.view)
    expect(seat.asked).toEqual(['focus category'])
    expect(seat.view.getState().overlay).toBeNull()
  })

  it('of the system acts as its key would: not on a form that is covered, nor where there is nothing to do', () => {
    const seat = seatWithCommands()
    act('submit', seat.commands, seat.view)
    seat.stage.shown = true
    seat.view.setState({ overlay: 'search' })
    act('submit', seat.commands, seat.view)
    expect(seat.asked).toEqual([])
    seat.view.setState({ overlay: null })
    act('submit', seat.commands, seat.view)
    expect(seat.asked).toEqual(['submit'])
  })

  it('is one of the list, whatever another process says', () => {
    expect(['answer', 'menu', 'format-disk', ''].map(isCommandId)).toEqual([true, true, false, false])
  })
})
