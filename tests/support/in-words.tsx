import { createInstance } from 'i18next'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'

/** Draws a part of the screen with words of its own: test files share what they import, also the one instance of the page. */
export function InWords({ words, children }: { readonly words: Record<string, unknown>; readonly children: ReactNode }) {
  const instance = createInstance({ lng: 'zh-CN', resources: { 'zh-CN': { translation: words } }, interpolation: { escapeValue: false }, initAsync: false })
  void instance.init()
  return <I18nextProvider i18n={instance}>{children}</I18nextProvider>
}
