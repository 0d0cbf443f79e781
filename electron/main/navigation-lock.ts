import type { App, WebContents } from 'electron'
import { pageOfUrl, pageUrl } from './app-protocol'

/**
 * SECURITY: a page stays the page it was opened as. No navigation, no window of its own, no embedded contents,
 * whoever asks: a link, a dropped file or a script that should not be there.
 */
export function lockNavigation(app: App, report: (code: 'navigation-refused' | 'window-refused' | 'webview-refused') => void) {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (isReload(contents, url)) return
      event.preventDefault()
      report('navigation-refused')
    })
    contents.on('will-redirect', (event) => {
      event.preventDefault()
      report('navigation-refused')
    })
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
      report('webview-refused')
    })
    contents.setWindowOpenHandler(() => {
      report('window-refused')
      return { action: 'deny' }
    })
  })
}

function isReload(contents: WebContents, url: string): boolean {
  const page = pageOfUrl(contents.getURL())
  return page !== null && url === pageUrl(page)
}
