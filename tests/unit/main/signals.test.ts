import { EventEmitter } from 'node:events'
import type { WebContents } from 'electron'
import { describe, expect, test } from 'vitest'
import { keepPageAlive } from '../../../electron/main/keep-page-alive'
import type { Log } from '../../../electron/main/log'
import { createRingSignals } from '../../../electron/main/ring-signals'
import type { RingWindow } from '../../../electron/main/ring-window'
import { createAnswerShortcut } from '../../../electron/main/shortcuts'
import { drawTrayIcon } from '../../../electron/main/tray-icon'
import type { RingCard } from '../../../shared/ipc/values'

const log: Log = { info() {}, warning() {}, error() {} }
const card = (callId: string): RingCard => ({ callId, maskedNumber: '154****0012', place: '重庆', queue: 'hotline' })

describe('the signals of a ring', () => {
  function signals() {
    let shown: RingCard | null = null
    const attention: (string | null)[] = []
    const taken = new Set<string>()
    const ring = { current: () => shown, show: (next: RingCard) => (shown = next), hide: () => (shown = null) }
    const shortcut = createAnswerShortcut(
      { register: (key: string) => Boolean(taken.add(key)), unregister: (key: string) => void taken.delete(key) } as never,
      { log, accelerator: () => 'Control+Alt+A', onPressed: () => undefined },
    )
    const all = createRingSignals(
      ring as unknown as RingWindow,
      { ring: (number) => attention.push(number), off: () => attention.push(null), help: () => undefined },
      shortcut,
    )
    return { all, attention, taken, shown: () => shown }
  }

  test('the global shortcut is taken from other programs only while something rings', () => {
    const { all, attention, taken } = signals()
    all.draw('154****0012')
    expect([...taken]).toEqual(['Control+Alt+A'])
    all.draw(null)
    expect([...taken]).toEqual([])
    expect(attention).toEqual(['154****0012', null])
  })

  test('the end of an earlier call does not take the window away from the one that rings now', () => {
    const { all, shown } = signals()
    all.show(card('call-1'))
    all.show(card('call-2'))
    all.dismiss('call-1')
    expect(shown()).toEqual(card('call-2'))
    all.dismiss('call-2')
    expect(shown()).toBeNull()
  })

  test('when the phone dies nothing goes on ringing', () => {
    const { all, shown, attention } = signals()
    all.show(card('call-1'))
    all.draw('154****0012')
    all.end()
    expect([shown(), attention.at(-1)]).toEqual([null, null])
  })
})

describe('the global shortcut', () => {
  test('one that the system does not understand costs nothing but itself', () => {
    const shortcut = createAnswerShortcut(
      {
        register: () => {
          throw new TypeError('conversion failure')
        },
        unregister: () => undefined,
      },
      { log, accelerator: () => 'Ctrl+Nonsense', onPressed: () => undefined },
    )
    expect(() => shortcut.setRinging(true)).not.toThrow()
  })
})

describe('a page that is kept alive', () => {
  function page() {
    const loads: string[] = []
    const contents = Object.assign(new EventEmitter(), {
      loadURL: (url: string) => Promise.resolve(void loads.push(url)),
      isDestroyed: () => false,
    })
    const timers: { delayMs: number; run: () => void }[] = []
    const ends: string[] = []
    keepPageAlive('phone', contents as unknown as WebContents, {
      log,
      random: () => 1,
      onGone: (cause) => ends.push(cause),
      timers: {
        after(delayMs, run) {
          const timer = { delayMs, run }
          timers.push(timer)
          return { cancel: () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1)) }
        },
      },
    })
    const navigates = () => contents.emit('did-start-navigation', {}, 'app://phone/', false, true)
    const crashes = (reason = 'crashed') => contents.emit('render-process-gone', {}, { reason, exitCode: 5 })
    return { loads, ends, timers, navigates, crashes }
  }

  test('its first load is not the end of anything', () => {
    const { loads, ends, navigates } = page()
    navigates()
    expect([loads, ends]).toEqual([['app://phone/index.html'], []])
  })

  test('a reload ends what was there', () => {
    const { ends, navigates } = page()
    navigates()
    navigates()
    expect(ends).toEqual(['reloaded'])
  })

  test('after a crash it is loaded again at once, and more slowly when it goes on crashing', () => {
    const { loads, ends, timers, navigates, crashes } = page()
    navigates()
    crashes()
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([0])
    timers.shift()?.run()
    navigates()
    crashes('oom')
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([100])
    expect([loads.length, ends]).toEqual([2, ['crashed', 'out-of-memory']])
  })

  test('a page that was well for a while starts again at once', () => {
    const { timers, crashes } = page()
    crashes()
    timers.shift()?.run()
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([30_000])
    timers.shift()?.run()
    crashes()
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([0])
  })

  test('a page that was closed is left alone', () => {
    const { ends, crashes } = page()
    crashes('clean-exit')
    expect(ends).toEqual([])
  })
})

test('the states of the tray differ by shape, not by colour alone', () => {
  const opaque = (state: 'quiet' | 'ringing') => drawTrayIcon(state, 32).filter((byte, index) => index % 4 === 3 && byte > 128).length
  expect(drawTrayIcon('quiet', 16)).toHaveLength(16 * 16 * 4)
  expect(opaque('ringing')).toBeGreaterThan(opaque('quiet') * 1.2)
})
