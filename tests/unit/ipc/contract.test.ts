import { describe, expect, expectTypeOf, test } from 'vitest'
import { contract } from '../../../shared/ipc/contract'
import { createAnswerer } from '../../../shared/ipc/main-side'
import type { BorderProblem, Handlers } from '../../../shared/ipc/main-side'
import { lingxiOf } from '../../../shared/ipc/page-api'
import type { PageApi } from '../../../shared/ipc/page-api'
import { createPageApi } from '../../../shared/ipc/page-side'
import { err, ok } from '../../../shared/lib/result'
import { createFakeLingxi } from '../../support/fake-lingxi'

const agent = { id: 'a-1', number: '8017', name: '演练话务员' }

describe('the page side derived from the contract', () => {
  test('every call and every event of every role has its function', () => {
    for (const role of ['console', 'phone', 'ring', 'wall'] as const) {
      const api = createPageApi(role, { invoke: async () => undefined, listen: () => () => undefined })
      for (const name of Object.keys(contract[role].calls)) expect(api).toHaveProperty(name, expect.any(Function))
      for (const name of Object.keys(contract[role].events)) expect(api.on).toHaveProperty(name, expect.any(Function))
    }
  })

  test('an answer that is not in the shape of the contract is bad-answer', async () => {
    const api = createPageApi('console', {
      invoke: async () => ok({ seatCode: '8017', counter: 'one' }),
      listen: () => () => undefined,
    })
    expect(await api.nextTicketCounter({ date: '20261123' })).toEqual(err({ code: 'bad-answer' }))
  })

  test('an answer that is no result at all is bad-answer', async () => {
    const api = createPageApi('console', { invoke: async () => 'hello', listen: () => () => undefined })
    expect(await api.settings()).toEqual(err({ code: 'bad-answer' }))
  })

  test('a failure with a code that the contract does not know is bad-answer', async () => {
    const api = createPageApi('console', {
      invoke: async () => err({ code: 'disk-on-fire' }),
      listen: () => () => undefined,
    })
    expect(await api.quit()).toEqual(err({ code: 'bad-answer' }))
  })

  test('a call that cannot be carried settles as unexpected', async () => {
    const api = createPageApi('console', {
      invoke: () => Promise.reject(new Error('no handler registered')),
      listen: () => () => undefined,
    })
    expect(await api.settings()).toEqual(err({ code: 'unexpected' }))
  })

  test('a page opened with the wrong preload says so', () => {
    const { lingxi } = createFakeLingxi('phone', {})
    expect(lingxiOf('phone', { lingxi })).toBe(lingxi)
    expect(() => lingxiOf('console', { lingxi })).toThrow('console')
    expect(() => lingxiOf('console', {})).toThrow('console')
  })

  test('failures are typed by the call that makes them', () => {
    type Failure<T> = T extends { readonly ok: false; readonly error: infer E } ? E : never
    type SignInFailure = Failure<Awaited<ReturnType<PageApi<'console'>['signIn']>>>
    expectTypeOf<Extract<SignInFailure, { code: 'too-many-tries' }>>().toHaveProperty('retryAfterMs')
    expectTypeOf<'wrong-password'>().toExtend<SignInFailure['code']>()
    expectTypeOf<PageApi<'phone'>>().not.toHaveProperty('signIn')
  })
})

describe('the main side derived from the contract', () => {
  function answerer(handlers: Partial<Handlers<'console'>>) {
    const problems: BorderProblem[] = []
    return { answer: createAnswerer('console', handlers as Handlers<'console'>, (p) => problems.push(p)), problems }
  }

  test('a request of another shape never reaches the handler', async () => {
    const { answer, problems } = answerer({
      nextTicketCounter: () => {
        throw new Error('reached')
      },
    })
    expect(await answer('nextTicketCounter', { date: '2026-11-23' })).toEqual(err({ code: 'bad-request' }))
    expect(problems).toEqual([{ kind: 'bad-request', role: 'console', call: 'nextTicketCounter', paths: ['date'] }])
  })

  test('a report to the log carries words of the program, and no text that a person may have written', async () => {
    const told: unknown[] = []
    const { lingxi } = createFakeLingxi('console', { reportProblem: (report) => ok(void told.push(report)) })
    expect(await lingxi.reportProblem({ code: 'console-page-error', facts: { name: 'TypeError', count: 2 } })).toMatchObject({ ok: true })
    for (const text of ['李敏', 'cannot read Li Min', '"agent":{"name"']) {
      expect(await lingxi.reportProblem({ code: 'console-page-error', facts: { text } })).toEqual(err({ code: 'bad-request' }))
    }
    expect(told).toHaveLength(1)
  })

  test('keys that the contract does not know do not reach the handler', async () => {
    const seen: unknown[] = []
    const { answer } = answerer({
      signIn: (request) => {
        seen.push(request)
        return ok({ agent })
      },
    })
    await answer('signIn', { password: 'correct horse', isAdministrator: true })
    expect(seen).toEqual([{ password: 'correct horse' }])
  })

  test('a name outside the contract, even one of Object, is bad-request', async () => {
    const { answer } = answerer({})
    for (const name of ['toString', '__proto__', 'constructor', 'deleteEverything']) {
      expect(await answer(name, undefined)).toEqual(err({ code: 'bad-request' }))
    }
  })

  test('a handler that throws is unexpected to the page and known to the log', async () => {
    const error = new Error('secret detail')
    const { answer, problems } = answerer({
      quit: () => {
        throw error
      },
    })
    expect(await answer('quit', undefined)).toEqual(err({ code: 'unexpected' }))
    expect(problems).toEqual([{ kind: 'handler-threw', role: 'console', call: 'quit', error }])
  })

  test('a handler that breaks its word is bad-answer', async () => {
    const { answer, problems } = answerer({ nextTicketCounter: () => ok({ seatCode: '8017', counter: 0 }) })
    expect(await answer('nextTicketCounter', { date: '20261123' })).toEqual(err({ code: 'bad-answer' }))
    expect(problems).toEqual([{ kind: 'bad-answer', role: 'console', call: 'nextTicketCounter', paths: ['counter'] }])
  })
})

describe('both sides joined', () => {
  test('an answer and a failure with its facts come through', async () => {
    const { lingxi, problems } = createFakeLingxi('console', {
      signIn: ({ password }) =>
        password === 'right' ? ok({ agent }) : err({ code: 'too-many-tries', retryAfterMs: 5000 }),
    })
    expect(await lingxi.signIn({ password: 'right' })).toEqual(ok({ agent }))
    expect(await lingxi.signIn({ password: 'wrong' })).toEqual(err({ code: 'too-many-tries', retryAfterMs: 5000 }))
    expect(problems).toEqual([])
  })

  test('a listener gets events until it stops listening', () => {
    const { lingxi, emit } = createFakeLingxi('console', {})
    const heard: unknown[] = []
    const stop = lingxi.on.closeRefused((event) => heard.push(event))
    emit('closeRefused', { reason: 'ring' })
    stop()
    emit('closeRefused', { reason: 'call' })
    expect(heard).toEqual([{ reason: 'ring' }])
  })

  test('an event of another shape is not delivered', () => {
    const channels = new Map<string, (payload: unknown) => void>()
    const api = createPageApi('console', {
      invoke: async () => undefined,
      listen(channel, listener) {
        channels.set(channel, listener)
        return () => undefined
      },
    })
    const heard: unknown[] = []
    api.on.closeRefused((event) => heard.push(event))
    channels.get('lingxi:console:event:closeRefused')?.({ reason: 'bored' })
    expect(heard).toEqual([])
  })
})
