import type { WebContents } from 'electron'
import { describe, expect, test } from 'vitest'
import { answerPage } from '../../../electron/main/answer-pages'
import type { Log } from '../../../electron/main/log'
import { createPages } from '../../../electron/main/pages'
import { phoneHandlers } from '../../../electron/main/side-page-handlers'
import { err, ok } from '../../../shared/lib/result'
import { defaultSettings } from '../../../shared/settings/settings'

function fakeContents() {
  const sent: unknown[][] = []
  let destroyed = false
  const contents = {
    isDestroyed: () => destroyed,
    send: (...message: unknown[]) => sent.push(message),
  } as unknown as WebContents
  return { contents, sent, destroy: () => (destroyed = true) }
}

const frame = (url: string, parent: unknown = null) => ({ url, parent })

describe('who may call', () => {
  const phone = fakeContents()
  const console = fakeContents()
  const pages = createPages()
  pages.adopt('phone', phone.contents)
  pages.adopt('console', console.contents)

  test.each([
    ['the page itself', phone.contents, frame('app://phone/index.html'), true],
    ['another page of ours', console.contents, frame('app://console/index.html'), false],
    ['its window after it went elsewhere', phone.contents, frame('https://evil.example/'), false],
    ['its window with the page of another role in it', phone.contents, frame('app://console/index.html'), false],
    ['another window that loaded the same page', {}, frame('app://phone/index.html'), false],
    ['a frame inside the page', phone.contents, frame('app://phone/index.html', frame('app://phone/')), false],
    ['a frame that is gone', phone.contents, null, false],
    ['a page whose origin only looks alike', phone.contents, frame('app://phone.evil/'), false],
  ])('%s: %s', (_who, sender, senderFrame, allowed) => {
    expect(pages.isPage('phone', { sender, senderFrame })).toBe(allowed)
  })

  test('a stranger is refused before its request is looked at, and it is written down', async () => {
    const answers = new Map<string, (event: unknown, request: unknown) => unknown>()
    const written: unknown[] = []
    const log = { info() {}, warning: (...entry: unknown[]) => written.push(entry), error() {} } as Log
    const handlers = phoneHandlers({
      log,
      configuration: () => ({ kind: 'practice', ...defaultSettings, ringTimeoutSeconds: 25, isLocked: false }),
      listens: () => undefined,
    })
    const ipcMain = { handle: (channel: string, answer: (event: unknown, request: unknown) => unknown) => void answers.set(channel, answer) }
    answerPage('phone', handlers, { ipcMain: ipcMain as never, pages, log })
    const ask = answers.get('lingxi:phone:call:configuration')
    const stranger = { sender: console.contents, senderFrame: frame('app://console/index.html') }
    expect(await ask?.(stranger, undefined)).toEqual(err({ code: 'not-allowed' }))
    expect(written).toEqual([['ipc-sender-refused', { role: 'phone', call: 'configuration' }]])
    const own = { sender: phone.contents, senderFrame: frame('app://phone/index.html') }
    expect(await ask?.(own, undefined)).toEqual(
      ok({ kind: 'practice', ring: defaultSettings.ring, audio: defaultSettings.audio, ringTimeoutSeconds: 25, isLocked: false }),
    )
  })
})

describe('telling a page', () => {
  test('an event goes out in the shape of the contract; a page that is gone hears nothing', () => {
    const { contents, sent, destroy } = fakeContents()
    const pages = createPages()
    pages.send('console', 'closeRefused', { reason: 'ring' })
    pages.adopt('console', contents)
    pages.send('console', 'closeRefused', { reason: 'call' })
    destroy()
    pages.send('console', 'closeRefused', { reason: 'wrap-up' })
    expect(sent).toEqual([['lingxi:console:event:closeRefused', { reason: 'call' }]])
  })

  test('an event of another shape is loud', () => {
    const { contents } = fakeContents()
    const pages = createPages()
    pages.adopt('console', contents)
    expect(() => pages.send('console', 'closeRefused', { reason: 'boredom' as 'ring' })).toThrow()
  })
})
