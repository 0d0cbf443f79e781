import { describe, expect, test } from 'vitest'
import { deskEnvironmentFor } from '../../../electron/main/desk-environment'
import { createDeskProcess } from '../../../electron/main/desk-process'
import type { StartDesk } from '../../../electron/main/desk-process'

type Listeners = Parameters<StartDesk>[0]

/** A desk whose processes, clock and ends are in the hand of the test. */
function desk() {
  const started: (Listeners & { told: unknown[]; killed: boolean })[] = []
  const timers: { delayMs: number; run: () => void }[] = []
  const heard: unknown[] = []
  const process = createDeskProcess({
    token: 't'.repeat(43),
    random: () => 1,
    timers: {
      after(delayMs, run) {
        const timer = { delayMs, run }
        timers.push(timer)
        return { cancel: () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0) }
      },
    },
    start(listeners) {
      const child = { ...listeners, told: [] as unknown[], killed: false }
      started.push(child)
      return { tell: (command) => child.told.push(command), kill: () => (child.killed = true) }
    },
    onReady: (connection, setAside) => heard.push(['ready', connection.origin, setAside]),
    onStopped: (problem, exitCode) => heard.push(['stopped', problem, exitCode]),
    onSaid: (word) => heard.push(['said', word.kind]),
  })
  const due = () => {
    const timer = timers.shift()
    timer?.run()
    return timer?.delayMs
  }
  return { process, started, timers, heard, due }
}

const ready = { kind: 'ready', origin: 'http://127.0.0.1:42019', setAside: [] }

describe('the desk process', () => {
  test('is ready when it says where it answers, and its token goes with it', () => {
    const { process, started, heard, timers } = desk()
    process.start()
    expect(process.state()).toEqual({ state: 'starting' })
    started[0]?.onMessage(ready)
    expect(process.state()).toEqual({ state: 'ready', connection: { origin: ready.origin, token: 't'.repeat(43) } })
    expect(heard).toEqual([['ready', ready.origin, []]])
    expect(timers).toEqual([])
  })

  test('is started once, however often it is asked for', () => {
    const { process, started } = desk()
    process.start()
    process.start()
    started[0]?.onMessage(ready)
    process.start()
    expect(started).toHaveLength(1)
  })

  test('a word that it may not say changes nothing', () => {
    const { process, started } = desk()
    process.start()
    started[0]?.onMessage({ kind: 'ready', origin: 'http://evil.example:80', setAside: [] })
    started[0]?.onMessage('ready')
    expect(process.state()).toEqual({ state: 'starting' })
  })

  test('what it says of its backups is passed on, and a command reaches the one that is ready', () => {
    const { process, started, heard } = desk()
    process.start()
    process.tell({ kind: 'back-up-now' })
    started[0]?.onMessage(ready)
    process.tell({ kind: 'back-up-now' })
    expect(started[0]?.told).toEqual([{ kind: 'back-up-now' }])
    started[0]?.onMessage({ kind: 'restore-ended', problem: null, tickets: 3 })
    started[0]?.onMessage({ kind: 'backup', state: { phase: 'asleep' } })
    started[0]?.onMessage(ready)
    expect(heard.map((entry) => (entry as string[])[0])).toEqual(['ready', 'said', 'ready'])
  })

  test('one that dies is started again, ever more slowly, and quickly again after it was well', () => {
    const { process, started, due, heard } = desk()
    process.start()
    started[0]?.onMessage(ready)
    started[0]?.onExit(137)
    expect(process.state()).toEqual({ state: 'waiting' })
    expect(due()).toBe(500)
    started[1]?.onExit(1)
    expect(due()).toBe(1000)
    started[2]?.onMessage(ready)
    started[2]?.onExit(1)
    expect(due()).toBe(500)
    expect(heard.filter((entry) => (entry as string[])[0] === 'stopped')).toHaveLength(3)
  })

  test('one that fails says why', () => {
    const { process, started, heard } = desk()
    process.start()
    started[0]?.onMessage({ kind: 'failed', code: 'data-in-use' })
    started[0]?.onExit(1)
    expect(heard).toEqual([['stopped', 'data-in-use', 1]])
  })

  test('one that never gets ready is killed', () => {
    const { process, started, due } = desk()
    process.start()
    expect(due()).toBe(120_000)
    expect(started[0]?.killed).toBe(true)
  })

  test('is asked to stop, and is not started again', async () => {
    const { process, started, timers, heard } = desk()
    process.start()
    started[0]?.onMessage(ready)
    const stopped = process.stop()
    expect(started[0]?.told).toEqual([{ kind: 'stop' }])
    started[0]?.onExit(0)
    await stopped
    expect(process.state()).toEqual({ state: 'idle' })
    expect([timers, started.length, heard.length]).toEqual([[], 1, 1])
  })

  test('one that does not stop in time is killed', async () => {
    const { process, started, due } = desk()
    process.start()
    const stopped = process.stop()
    expect(due()).toBe(15_000)
    expect(started[0]?.killed).toBe(true)
    started[0]?.onExit(9)
    await stopped
  })

  test('stopping between two starts ends the waiting', async () => {
    const { process, started, timers } = desk()
    process.start()
    started[0]?.onExit(1)
    await process.stop()
    expect([timers, process.state()]).toEqual([[], { state: 'idle' }])
  })
})

test('the desk gets its configuration and nothing else of ours', () => {
  const author = { id: 'a-1', name: '李敏', seat: '9042' }
  const launch = { program: 'desk.cjs', dataFolder: '/data/desk', port: 42019, token: 't', author, practice: false, showOutput: false }
  const inherited = { PATH: '/bin', LANG: 'zh_CN.UTF-8', AWS_SECRET: 'x', LINGXI_POSTGRES_BIN: '/pg', NODE_OPTIONS: '--inspect' }
  expect(deskEnvironmentFor(launch, inherited)).toEqual({
    PATH: '/bin',
    LINGXI_POSTGRES_BIN: '/pg',
    LINGXI_DESK_DATA: '/data/desk',
    LINGXI_DESK_PORT: '42019',
    LINGXI_DESK_TOKEN: 't',
    LINGXI_DESK_AUTHOR: JSON.stringify(author),
    LINGXI_DESK_PRACTICE: '0',
  })
})
