import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CommandMenu } from '../features/command-menu/command-menu'
import { isCommandId } from './command-list'
import { listCommands, menuOf } from './command-menu'
import { actFromList } from './commands'
import { useServices } from './services'
import { usePrintedKeys } from './shell-hooks'
import type { ViewStore } from './view-store'

/** The menu of the window: every command of the list, as it would act if the menu were not over the screen. */
export function ShellMenu() {
  const { t } = useTranslation()
  const { commands, view, seat } = useServices()
  const keysOf = usePrintedKeys()
  const opened = useStore(view, (state) => state.overlay === 'menu')
  // What can be done changes with the call; while the menu is closed nobody sees it.
  useStore(seat.store, (state) => (opened ? state : null))
  useEffect(() => {
    // A call that has just been answered wants the keyboard for its form.
    return seat.store.subscribe((state, before) => {
      if (state.draftOnStage === before.draftOnStage) return
      close(view)
    })
  }, [seat, view])
  return (
    <CommandMenu
      label={t('commands.menu')}
      keys={keysOf('menu')}
      opened={opened}
      groups={opened ? menuOf(listCommands({ commands, overlay: null, keysOf, word: (key) => t(key) })) : []}
      setOpened={(wanted) => (wanted ? view.setState({ overlay: 'menu' }) : close(view))}
      choose={(id) => isCommandId(id) && actFromList(id, commands, view)}
    />
  )
}

/** Only itself: a command chosen from it may have laid something else over the screen by now. */
function close(view: ViewStore): void {
  view.setState(({ overlay }) => (overlay === 'menu' ? { overlay: null } : {}))
}
