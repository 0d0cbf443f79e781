import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { systemTimers as timers } from '../../desk-client/system-time'
import { isCommandId } from './command-list'
import { applicationMenuOf, listCommands } from './command-menu'
import { act } from './commands'
import { usePrintedKeys } from './shell-hooks'
import { useServices } from './services'

/** The stage leaves its handle only after it is drawn, and one press may change several stores. */
const settledAfterMs = 100

/** Keeps the system's own menu as this seat is, where the system has one; a choice from it acts as its key would. */
export function useNativeMenu(): void {
  const { t } = useTranslation()
  const { lingxi, commands, seat, view } = useServices()
  const keysOf = usePrintedKeys()
  useEffect(() => {
    let told = ''
    let timer = { cancel: () => {} }
    const tell = () => {
      const menu = applicationMenuOf(listCommands({ commands, overlay: view.getState().overlay, keysOf, word: (key) => t(key) }))
      const text = JSON.stringify(menu)
      if (text !== told) void lingxi.showMenu(menu)
      told = text
    }
    const tellSoon = () => {
      timer.cancel()
      timer = timers.after(settledAfterMs, tell)
    }
    tellSoon()
    const stops = [seat.store.subscribe(tellSoon), view.subscribe(tellSoon), () => timer.cancel()]
    return () => stops.forEach((stop) => stop())
  }, [lingxi, commands, seat, view, keysOf, t])
  useEffect(() => lingxi.on.menuChosen(({ command }) => isCommandId(command) && act(command, commands, view)), [lingxi, commands, view])
}
