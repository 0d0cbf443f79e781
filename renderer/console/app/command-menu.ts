import type { ApplicationMenu } from '../../../shared/ipc/values'
import { commandGroups, commandList, type CommandGroup, type CommandId } from './command-list'
import { canAct, type Commands } from './commands'
import type { Overlay } from './view-store'

export interface ListedCommand {
  readonly id: CommandId
  readonly label: string
  /** As printed on its button; null when the agent has taken the key away. */
  readonly keys: string | null
  readonly enabled: boolean
}

export interface ListedGroup {
  readonly id: CommandGroup
  readonly title: string
  readonly commands: readonly ListedCommand[]
}

export interface ListParts {
  readonly commands: Commands
  readonly overlay: Overlay
  keysOf(id: CommandId): string | null
  /** A word of the screen by its key, e.g. `commands.answer`. */
  word(key: string): string
}

/** Every command by group, with its key and whether it would act now: the key map and both menus show this. */
export function listCommands({ commands, overlay, keysOf, word }: ListParts): readonly ListedGroup[] {
  return commandGroups.map((group) => ({
    id: group,
    title: word(`commands.groups.${group}`),
    commands: commandList
      .filter((command) => command.group === group)
      .map(({ id }) => ({ id, label: word(`commands.${id}`), keys: keysOf(id), enabled: canAct(id, commands, overlay) })),
  }))
}

/** A menu does not list the way into itself. */
export function menuOf(groups: readonly ListedGroup[]): readonly ListedGroup[] {
  return groups.map((group) => ({ ...group, commands: group.commands.filter(({ id }) => id !== 'menu') }))
}

/** The menu as main is told it. */
export function applicationMenuOf(groups: readonly ListedGroup[]): ApplicationMenu {
  return {
    groups: menuOf(groups).map(({ title, commands }) => ({
      label: title,
      items: commands.map(({ id, label, keys, enabled }) => ({ command: id, label, keys, enabled })),
    })),
  }
}
