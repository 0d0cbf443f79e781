import type { StoreApi } from 'zustand/vanilla'
import type { PageApi } from '../../../shared/ipc/page-api'
import type { Settings } from '../../../shared/settings/settings'

const remembered = 12

/** Puts a category at the head of those used lately, so that the next search offers it first. Losing it loses nothing. */
export function rememberCategory(lingxi: PageApi<'console'>, settings: StoreApi<Settings>, code: string): void {
  const { recent } = settings.getState()
  if (recent.categories[0] === code) return
  const categories = [code, ...recent.categories.filter((known) => known !== code)].slice(0, remembered)
  settings.setState({ recent: { ...recent, categories } })
  void lingxi.changeSettings({ recent: { ...recent, categories } })
}
