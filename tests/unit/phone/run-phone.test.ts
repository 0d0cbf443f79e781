import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryWire } from '../../../renderer/phone/practice/memory-wire'
import type { OpenedLine } from '../../../renderer/phone/open-line'
import { runPhone } from '../../../renderer/phone/run-phone'
import type { PhoneParts } from '../../../renderer/phone/run-phone'
import { createSipLine } from '../../../renderer/phone/sip/sip-line'
import type { ToConsole } from '../../../shared/calls/phone-wire'
import type { PhoneConfiguration } from '../../../shared/ipc/values'
import { ok } from '../../../shared/lib/result'
import { createFakeMedia, systemClock, systemTimers } from '../../contract/phone-line.fakes'
import { newId } from '../../contract/phone-line-harness'
import { createFakeLingxi } from '../../support/fake-lingxi'
import { createFakeDeviceList, createFakeLine, eventually, noTrace } from './phone.fixture'
import type { FakeLine } from './phone.fixture'
import { createMicrophone } from '../../../renderer/phone/audio/microphone'
import { createFakeDevices } from './fake-devices'

const sip: Extract<PhoneConfiguration, { kind: 'sip' }> = {
  kind: 'sip',
  ring: { volume: 0.7, deviceId: null },
  audio: { microphoneId: null, speakerId: null },
  ringTimeoutSeconds: 25,
  isLocked: false,
  serverUrls: ['wss://pbx.example/ws'],
  trustMark: 'none',
  user: '1001',
  domain: 'pbx.example',
  password: 'secret',
  displayName: '江晓',
  iceServers: [],
  secondCalls: 'busy',
}

let told: string[]
let devices: ReturnType<typeof createFakeDeviceList>
let takePort: (role: 'console', port: MessagePort) => void
let received: ToConsole[]
let networkChanges: () => void
const ports: MessagePort[] = []

beforeEach(() => {
  told = []
  devices = createFakeDeviceList()
  received = []
})

afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

const opened = (line: OpenedLine['line']): OpenedLine => ({ line, practice: null, probeEcho: null, setSpeaker: (ids) => void told.push(`speaker ${ids.join(' ')}`), recheck: (cause) => void told.push(`recheck ${cause}`), watchSamples: () => undefined, trace: noTrace })

/** A phone page whose line is opened like that, and a console that is handed to it as soon as it listens. */
function start(openLine: PhoneParts['openLine'], configuration: PhoneConfiguration = sip) {
  const main = createFakeLingxi('phone', {
    announceListening() {
      told.push('listens')
      const { port1, port2 } = new MessageChannel()
      ports.push(port1, port2)
      port1.addEventListener('message', (event: MessageEvent<ToConsole>) => received.push(event.data))
      port1.start()
      takePort('console', port2)
      return ok(undefined)
    },
  })
  void runPhone(configuration, {
    lingxi: main.lingxi,
    microphone: { ...createMicrophone(createFakeDevices(), systemTimers), choose: (id) => void told.push(`microphone ${id}`) },
    tones: { play: () => undefined, setOutput: ({ volume }) => void told.push(`loudness ${volume}`) },
    devices,
    listen: () => ({ level: () => 0, close: () => undefined }),
    playTone: () => Promise.resolve(true),
    hid: null,
    clock: systemClock,
    steadyMs: () => performance.now(),
    timers: systemTimers,
    newId,
    openLine,
    maskNumber: () => null,
    onPort: (take) => {
      takePort = take
    },
    watchSurroundings: (onUpheaval) => {
      networkChanges = () => onUpheaval('network-changed')
    },
    reportCounts: (counts) => void told.push(`counts ${JSON.stringify(counts)}`),
    report: (code) => void told.push(`problem ${code}`),
    reload: () => void told.push('reload'),
  })
  return main
}

const registration = () => {
  const [first] = received
  return first?.kind === 'snapshot' ? first.snapshot.registration : undefined
}

/** A line of sip.js, as the account asks for it, on a wire that leads nowhere. */
function openSip(configuration: PhoneConfiguration): OpenedLine {
  const { user, domain, password, displayName } = configuration as typeof sip
  return opened(
    createSipLine({
      account: { user, domain, password, displayName },
      transport: createMemoryWire(systemTimers).transport('seat'),
      media: createFakeMedia(),
      capabilities: createFakeLine().snapshot().capabilities,
      secondCalls: 'busy',
      ringSeconds: null,
      clock: systemClock,
      timers: systemTimers,
      random: Math.random,
      newId,
    }),
  )
}

describe('a phone page whose line cannot be opened', () => {
  it('serves its console all the same and says that there is no line', async () => {
    start(async (configuration) => openSip(configuration), { ...sip, domain: 'pbx_1' })
    expect(await eventually(registration)).toEqual({ state: 'stopped', reason: 'not-opened' })
    expect(told).toContain('problem line-not-opened')
  })

  it('opens another as soon as the account is changed', async () => {
    const { emit } = start(() => Promise.reject(new Error('no sound')))
    await eventually(registration)
    emit('configurationChanged', { ...sip, domain: 'another.example' })
    await eventually(() => told.includes('reload'))
  })
})

describe('a phone page whose line takes its time to open', () => {
  it('listens meanwhile, and misses no change of the account', async () => {
    let open: (line: OpenedLine) => void = () => undefined
    const { emit } = start(() => new Promise((resolve) => (open = resolve)))
    await eventually(() => told.includes('listens'))
    emit('configurationChanged', { ...sip, user: '1002' })
    expect(told).not.toContain('reload')
    open(opened(createFakeLine()))
    await eventually(() => told.includes('reload'))
  })
})

describe('a phone page with a line', () => {
  let line: FakeLine
  beforeEach(() => {
    line = createFakeLine()
  })

  it('says what a line that stands still is waiting for', async () => {
    const { openLine } = await import('../../../renderer/phone/open-line')
    const none: PhoneConfiguration = { kind: 'none', reason: 'no-password', ring: sip.ring, audio: sip.audio, ringTimeoutSeconds: 25, isLocked: false }
    start((configuration) => openLine(configuration, { microphone: {} as never, clock: systemClock, timers: systemTimers, random: Math.random, newId }), none)
    expect(await eventually(registration)).toEqual({ state: 'stopped', reason: 'no-password' })
  })

  it('follows loudness and devices without a new line', async () => {
    const { emit } = start(async () => opened(line))
    await eventually(registration)
    emit('configurationChanged', { ...sip, ring: { volume: 0.1, deviceId: null }, audio: { microphoneId: 'm', speakerId: 's' } })
    devices.change({ microphones: [], speakers: [{ id: 's', label: 'Headset' }, { id: 'box', label: 'Box' }] })
    await eventually(() => told.includes('speaker s  box'))
    expect(told).toEqual(expect.arrayContaining(['loudness 0.1', 'microphone m']))
    expect(told).not.toContain('reload')
  })

  it('lets the caller be heard on the next best output when the chosen one is pulled, and on it again when it is back', async () => {
    const { emit } = start(async () => opened(line))
    const box = { id: 'box', label: 'Box' }
    devices.change({ microphones: [], speakers: [{ id: 's', label: 'Headset' }, box] })
    emit('configurationChanged', { ...sip, audio: { microphoneId: null, speakerId: 's' } })
    const spoken = () => told.filter((what) => what.startsWith('speaker')).at(-1)
    await eventually(() => spoken() === 'speaker s  box')
    devices.change({ microphones: [], speakers: [box] })
    await eventually(() => spoken() === 'speaker  box')
    devices.change({ microphones: [], speakers: [{ id: 's', label: 'Headset' }, box] })
    await eventually(() => spoken() === 'speaker s  box')
  })

  it('tells the log how much was turned away, and nothing of whom', async () => {
    start(async () => opened(line))
    await eventually(registration)
    line.state.countWarning()
    await eventually(() => told.some((what) => what.startsWith('counts')))
    expect(told.filter((what) => what.startsWith('counts'))).toEqual(['counts {"parserWarnings":1,"secondCallsRefused":0,"badMessages":0}'])
  })

  it('has its connection proven anew after a sleep and on another network, and loads nothing anew over a call', async () => {
    const { emit } = start(async () => opened(line))
    await eventually(registration)
    line.has('call-1', 'live')
    emit('systemResumed', undefined)
    networkChanges()
    await eventually(() => told.includes('recheck network-changed'))
    expect(told.filter((what) => what.startsWith('re'))).toEqual(['recheck resumed', 'recheck network-changed'])
  })

  it('takes another account only when no call is left', async () => {
    const { emit } = start(async () => opened(line))
    await eventually(registration)
    line.has('call-1', 'live')
    emit('configurationChanged', { ...sip, user: '1002' })
    await eventually(() => received.some((message) => message.kind === 'changed'))
    expect(told).not.toContain('reload')
    line.has('call-1', 'ended')
    await eventually(() => told.includes('reload'))
    expect(told.filter((what) => what === 'reload')).toHaveLength(1)
  })
})
