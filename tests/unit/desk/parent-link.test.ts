import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createParentLink, type LinkedProcess } from '../../../electron/desk/parent-link'
import type { DeskMessage } from '../../../shared/desk-api/desk-process'

const failed: DeskMessage = { kind: 'failed', code: 'data-in-use' }

function fakeProcess(kind: 'utility' | 'forked' | 'plain') {
  const told: unknown[] = []
  const emitter = new EventEmitter()
  const port = new EventEmitter()
  const parentPort = Object.assign(port, { postMessage: (message: unknown) => void told.push(message) })
  const send = (message: unknown, _handle: unknown, _options: unknown, sent: () => void) => {
    told.push(message)
    sent()
  }
  const stdout = Object.assign(new EventEmitter(), {
    write(text: string, written: () => void) {
      told.push(JSON.parse(text))
      written()
    },
  })
  const link = { utility: { parentPort }, forked: { send }, plain: {} }[kind]
  return {
    self: Object.assign(emitter, { stdout }, link) as unknown as LinkedProcess,
    emit: emitter.emit.bind(emitter),
    post: (data: unknown) => port.emit('message', { data }),
    breakOutput: () => stdout.emit('error', new Error('EPIPE')),
    told,
  }
}

describe.each(['utility', 'forked', 'plain'] as const)('the link of a %s process to its parent', (kind) => {
  it('carries a message', async () => {
    const { self, told } = fakeProcess(kind)
    await createParentLink(self).tell(failed)
    expect(told).toEqual([failed])
  })

  it('asks to stop once, however many signals come', () => {
    const { self, emit } = fakeProcess(kind)
    let stops = 0
    createParentLink(self).onStop(() => (stops += 1))
    emit('SIGTERM')
    emit('SIGINT')
    expect(stops).toBe(1)
  })
})

describe('the parent', () => {
  it('stops a utility process by a message on its port', () => {
    const { self, post } = fakeProcess('utility')
    let stops = 0
    createParentLink(self).onStop(() => (stops += 1))
    post({ kind: 'dance' })
    expect(stops).toBe(0)
    post({ kind: 'stop' })
    expect(stops).toBe(1)
  })

  it.each([
    ['a message', 'message', { kind: 'stop' }],
    ['being gone', 'disconnect', undefined],
  ])('stops a forked process by %s', (_, event, value) => {
    const { self, emit } = fakeProcess('forked')
    let stops = 0
    createParentLink(self).onStop(() => (stops += 1))
    emit(event, value)
    expect(stops).toBe(1)
  })

  it.each(['utility', 'forked'] as const)('tells a %s process what else it wants, and nothing that is no command', (kind) => {
    const { self, post, emit } = fakeProcess(kind)
    const heard: unknown[] = []
    createParentLink(self).onCommand((command) => heard.push(command))
    for (const message of [{ kind: 'dance' }, { kind: 'stop' }, { kind: 'restore', file: '/b.lxb', key: 'short' }, { kind: 'back-up-now' }]) {
      if (kind === 'utility') post(message)
      else emit('message', message)
    }
    expect(heard).toEqual([{ kind: 'back-up-now' }])
  })

  it('stops a plain process by hearing it no more', () => {
    const { self, breakOutput } = fakeProcess('plain')
    let stops = 0
    createParentLink(self).onStop(() => (stops += 1))
    breakOutput()
    expect(stops).toBe(1)
  })
})
