// @vitest-environment happy-dom
import { act } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { acceleratorOf } from '../../../../renderer/console/features/settings/accelerator'
import { AnswerShortcut } from '../../../../renderer/console/features/settings/answer-shortcut'
import { SoundDevices } from '../../../../renderer/console/features/settings/sound-devices'
import { noAudioDevices, type AudioDevices } from '../../../../shared/calls/audio-devices'
import { noLevels } from '../../../../shared/calls/sound-control'
import { defaultSettings } from '../../../../shared/settings/settings'
import { openSettingsPage, type SettingsPage } from './settings-page'

let page: SettingsPage
afterEach(() => page.close())

describe('choosing sound devices', () => {
  const devices: AudioDevices = {
    microphones: [{ id: 'm1', label: 'USB 耳麦' }],
    speakers: [{ id: 's1', label: 'USB 耳麦' }, { id: 's2', label: '' }],
  }
  const changes: unknown[] = []

  const pressed: string[] = []
  const trial = { levels: noLevels, isListening: false, problem: null, press: (part: string) => void pressed.push(part) }

  async function open(settings = defaultSettings, plugged = devices): Promise<void> {
    changes.splice(0)
    page = await openSettingsPage(<SoundDevices settings={settings} devices={plugged} trial={trial} headsets={[]} check={null} change={(change) => changes.push(change)} />)
  }
  const select = (label: string) => page.input(label) as unknown as HTMLSelectElement
  const options = (label: string) => [...select(label).options].map(({ text }) => text)

  async function choose(label: string, value: string): Promise<void> {
    await act(async () => {
      select(label).value = value
      select(label).dispatchEvent(new Event('change', { bubbles: true }))
    })
  }

  it('offers what is plugged in, each to what it is for, and the system as the first', async () => {
    await open()
    expect(options('铃声从哪里响')).toEqual(['跟随系统', 'USB 耳麦', '设备 2'])
    expect(options('听筒')).toEqual(['跟随系统', 'USB 耳麦', '设备 2'])
    expect(options('话筒')).toEqual(['跟随系统', 'USB 耳麦'])
  })

  it.each([
    ['铃声从哪里响', 's2', { ring: { volume: 0.7, deviceId: 's2' } }],
    ['听筒', 's1', { audio: { microphoneId: null, speakerId: 's1' } }],
    ['话筒', 'm1', { audio: { microphoneId: 'm1', speakerId: null } }],
  ])('changes one and leaves the others: %s', async (label, id, change) => {
    await open()
    await choose(label, id)
    expect(changes).toEqual([change])
  })

  it('goes back to the system', async () => {
    await open({ ...defaultSettings, audio: { microphoneId: 'm1', speakerId: 's1' } })
    await choose('听筒', '')
    expect(changes).toEqual([{ audio: { microphoneId: 'm1', speakerId: null } }])
  })

  it('tries each of them', async () => {
    await open()
    await page.press('试话筒')
    for (const button of [...page.root.querySelectorAll('button')].filter(({ textContent }) => textContent === '放一声')) await act(async () => button.click())
    expect(pressed.splice(0)).toEqual(['microphone', 'ring', 'speaker'])
  })

  it('says what takes the place of one that is not there, and where there is none at all', async () => {
    await open({ ...defaultSettings, audio: { microphoneId: 'at-home', speakerId: null } })
    expect(page.root.querySelector('[data-part="microphone"]')?.textContent).toContain('没插上，先用系统的')
    await page.close()
    await open(defaultSettings, noAudioDevices)
    expect([...page.root.querySelectorAll('[role="status"]')].map(({ textContent }) => textContent)).toEqual(Array.from({ length: 3 }, () => '这台电脑没有可用的'))
  })

  it('shows what was chosen though it is not plugged in', async () => {
    await open({ ...defaultSettings, ring: { volume: 0.7, deviceId: 'at-home' } })
    expect(select('铃声从哪里响').selectedOptions[0]?.text).toBe('选过的设备（没插上）')
  })
})

describe('the key that answers in other programs', () => {
  const set: (string | null)[] = []
  async function open(shortcut: string | null): Promise<void> {
    set.splice(0)
    page = await openSettingsPage(<AnswerShortcut shortcut={shortcut} set={(next) => set.push(next)} />)
  }
  const letterA = { code: 'KeyA', ctrlKey: true, altKey: true }

  async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
    page.root.querySelector('button')?.focus()
    await page.key(key, more)
  }

  it('is none until one is pressed, and modifiers alone are none yet', async () => {
    await open(null)
    await page.press('没有')
    await press('Control', { code: 'ControlLeft', ctrlKey: true })
    expect(set).toEqual([])
    await press('a', letterA)
    expect(set).toEqual(['Control+Alt+A'])
  })

  it('takes no key away from what is typed elsewhere, and says why', async () => {
    await open(null)
    await page.press('没有')
    await press('a', { code: 'KeyA' })
    expect(set).toEqual([])
    expect(page.root.textContent).toContain('单个键会抢走别处的打字')
    await press('F9', { code: 'F9' })
    expect(set).toEqual(['F9'])
    expect(page.root.textContent).not.toContain('单个键')
  })

  it('is left as it was by Esc and by Tab', async () => {
    await open('F9')
    for (const key of ['Escape', 'Tab']) {
      await act(async () => page.root.querySelector('button')?.click())
      await press(key)
      await press('a', letterA)
    }
    expect(set).toEqual([])
  })

  it('can be given up', async () => {
    await open('F9')
    await page.press('不用')
    expect(set).toEqual([null])
  })
})

describe('a chord as the system wants it', () => {
  const keys = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false }
  it.each([
    [{ key: 'A', code: 'KeyA', ctrlKey: true, shiftKey: true }, 'Control+Shift+A'],
    [{ key: 'å', code: 'KeyA', altKey: true }, 'Alt+A'],
    [{ key: '5', code: 'Numpad5', ctrlKey: true }, 'Control+num5'],
    [{ key: ' ', code: 'Space', metaKey: true }, 'Super+Space'],
    [{ key: 'Enter', code: 'Enter', ctrlKey: true }, 'Control+Return'],
    [{ key: 'ArrowUp', code: 'ArrowUp', altKey: true }, 'Alt+Up'],
    [{ key: 'F12', code: 'F12' }, 'F12'],
  ])('%j', (event, accelerator) => {
    expect(acceleratorOf({ ...keys, ...event })).toEqual({ kind: 'shortcut', accelerator })
  })

  it('a key that no shortcut can have is none', () => {
    expect(acceleratorOf({ ...keys, key: 'MediaPlayPause', code: 'MediaPlayPause', ctrlKey: true })).toEqual({ kind: 'unusable' })
  })
})
