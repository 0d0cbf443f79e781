import { describe, expect, test } from 'vitest'
import type { DeskLaunch } from '../../../electron/main/desk-environment'
import type { StartDesk } from '../../../electron/main/desk-process'
import type { Log } from '../../../electron/main/log'
import { createSeatDesk } from '../../../electron/main/seat-desk'
import { err, ok } from '../../../shared/lib/result'

const log: Log = { info() {}, warning() {}, error() {} }
const agent = { id: 'a-1', number: '8017', name: '李敏' }

async function seatDesk() {
  const launches: DeskLaunch[] = []
  const started: Parameters<StartDesk>[0][] = []
  const heard: unknown[] = []
  const desk = await createSeatDesk({
    program: 'desk.cjs',
    dataFolder: '/data/desk',
    practice: false,
    showOutput: false,
    log,
    startWith(launch) {
      launches.push(launch)
      return (listeners) => {
        started.push(listeners)
        return { tell: () => listeners.onExit(0), kill: () => undefined }
      }
    },
    onStarted: (connection) => heard.push(['started', connection.origin]),
    onMoved: () => heard.push(['moved']),
    onStopped: (problem) => heard.push(['stopped', problem]),
    onSetAside: (folders) => heard.push(['set aside', folders]),
    onSaid: (word) => heard.push(['said', word.kind]),
  })
  return { desk, launches, started, heard }
}

const ready = (origin: string, setAside: string[] = []) => ({ kind: 'ready', origin, setAside })

describe('the desk of a seat', () => {
  test('is started with the agent as its author, on the port that the console was told', async () => {
    const { desk, launches, started, heard } = await seatDesk()
    expect(desk.connection()).toEqual(err({ code: 'starting' }))
    desk.startFor(agent, '9042')
    const [launch] = launches
    expect(launch).toMatchObject({ author: { id: 'a-1', name: '李敏', seat: '9042' }, practice: false })
    expect(desk.origin()).toBe(`http://127.0.0.1:${launch?.port}`)
    expect(launch?.token).toHaveLength(43)
    started[0]?.onMessage(ready(desk.origin()))
    expect(heard).toEqual([['started', desk.origin()]])
    expect(desk.connection()).toEqual(ok({ origin: desk.origin(), token: launch?.token }))
  })

  test('one that found its port taken makes the console load anew, with a policy that lets it go there', async () => {
    const { desk, started, heard } = await seatDesk()
    desk.startFor(agent, '9042')
    started[0]?.onMessage(ready('http://127.0.0.1:1025'))
    expect(heard).toEqual([['moved']])
    expect(desk.origin()).toBe('http://127.0.0.1:1025')
  })

  test('folders that it moved aside are told', async () => {
    const { desk, started, heard } = await seatDesk()
    desk.startFor(agent, '9042')
    started[0]?.onMessage(ready(desk.origin(), ['postgres.half-made-1']))
    expect(heard[0]).toEqual(['set aside', ['postgres.half-made-1']])
  })

  test('while it is down the console knows that it is', async () => {
    const { desk, started, heard } = await seatDesk()
    desk.startFor(agent, '9042')
    started[0]?.onExit(1)
    expect(desk.connection()).toEqual(err({ code: 'stopped', problem: null }))
    expect(heard).toEqual([['stopped', null]])
    await desk.stop()
  })

  test('a console that asks later is told why it did not start', async () => {
    const { desk, started, heard } = await seatDesk()
    desk.startFor(agent, '9042')
    started[0]?.onMessage({ kind: 'failed', code: 'schema-newer' })
    started[0]?.onExit(1)
    expect(desk.connection()).toEqual(err({ code: 'stopped', problem: 'schema-newer' }))
    expect(heard).toEqual([['stopped', 'schema-newer']])
    await desk.stop()
  })

  test('two seats draw two tokens', async () => {
    const seats = await Promise.all([seatDesk(), seatDesk()])
    for (const { desk } of seats) desk.startFor(agent, '9042')
    expect(new Set(seats.map(({ launches }) => launches[0]?.token)).size).toBe(2)
    await Promise.all(seats.map(({ desk }) => desk.stop()))
  })
})
