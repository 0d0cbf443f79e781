import { Menu } from '@mantine/core'
import { IconMenu2 } from '@tabler/icons-react'
import { useId, useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { Kbd } from '../../../ui/kbd'
import classes from './command-menu.module.css'

export interface CommandMenuGroup {
  readonly id: string
  readonly title: string
  readonly commands: readonly { readonly id: string; readonly label: string; readonly keys: string | null; readonly enabled: boolean }[]
}

export interface CommandMenuProps {
  readonly label: string
  /** The key that opens it, for the hint of the button. */
  readonly keys: string | null
  readonly opened: boolean
  readonly groups: readonly CommandMenuGroup[]
  setOpened(opened: boolean): void
  choose(id: string): void
}

/** Everything the seat can do, by mouse or with the arrow keys. Closed, the keyboard is where it was before. */
export function CommandMenu({ label, keys, opened, groups, setOpened, choose }: CommandMenuProps) {
  const giveBack = useFocusGivenBack(opened)
  return (
    <Menu
      // Where the rail has been scrolled, as at 200 % zoom, its key still opens it.
      hideDetached={false}
      opened={opened} onChange={setOpened} returnFocus={false} withInitialFocusPlaceholder={false} closeOnItemClick={false}
      position="right-start" offset={4} width={960} withinPortal transitionProps={{ duration: 0 }} classNames={{ dropdown: classes.menu, item: classes.item }}
    >
      <Menu.Target>
        {/* Pressed by mouse, it leaves the keyboard in the field that the command may be about. */}
        <button type="button" className={classes.button} title={keys ?? undefined} data-menu-button onMouseDown={(event) => event.preventDefault()}>
          <IconMenu2 size={20} stroke={1.7} />
          <span>{label}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={label} onKeyDown={goToNextGroup}>
        <div className={classes.columns} role="presentation">
          {groups.map((group, index) => (
            <Group key={group.id} group={group} isFirst={index === 0} choose={(id) => {
              giveBack()
              choose(id)
            }} />
          ))}
        </div>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The keyboard comes to the first group and to no command yet: an Enter too many must not answer or hang up. */
function Group({ group, isFirst, choose }: { readonly group: CommandMenuGroup; readonly isFirst: boolean; choose(id: string): void }) {
  const titleId = useId()
  return (
    <div role="group" aria-labelledby={titleId} className={classes.group} tabIndex={isFirst ? -1 : undefined} data-autofocus={isFirst || undefined}>
      <div id={titleId} className={classes.title} role="presentation">{group.title}</div>
      {group.commands.map(({ id, label, keys, enabled }) => (
        <Menu.Item key={id} disabled={!enabled} data-menu-command={id} rightSection={keys === null ? null : <Kbd keys={keys} />} onClick={() => choose(id)}>{label}</Menu.Item>
      ))}
    </div>
  )
}

/** The groups stand beside each other: left and right go from one to the next that has something to do. */
function goToNextGroup(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
  event.preventDefault()
  const firsts = [...event.currentTarget.querySelectorAll('[role="group"]')].flatMap((group) => group.querySelector<HTMLElement>('[role="menuitem"]:not(:disabled)') ?? [])
  const at = firsts.findIndex((first) => first.parentElement?.contains(document.activeElement))
  const next = event.key === 'ArrowRight' ? at + 1 : Math.max(at, 0) - 1
  firsts.at(next % firsts.length)?.focus()
}

/**
 * Mantine gives the focus back a moment later, when the chosen command may have moved it or another dialog has taken it.
 * Returns the way to give it back at once.
 */
function useFocusGivenBack(opened: boolean): () => void {
  const before = useRef<Element | null>(null)
  const giveBack = () => {
    if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus({ preventScroll: true })
    before.current = null
  }
  useLayoutEffect(() => {
    if (opened) before.current = document.activeElement
    else giveBack()
  }, [opened])
  return giveBack
}
