import { expect, it } from 'vitest'
import { createCommandLanes } from '../../../renderer/phone/sip/command-lanes'
import { createVirtualTime } from '../../support/virtual-time'
import { systemTimers } from '../../contract/phone-line.fakes'
import { ok } from '../../../shared/lib/result'

/** A piece of work that ends when the test says so. */
function work(name: string, log: string[]) {
  let end = () => undefined as void
  const done = new Promise<void>((resolve) => {
    end = resolve
  })
  return {
    end: () => end(),
    async start() {
      log.push(`${name} begins`)
      await done
      log.push(`${name} ends`)
      return ok(undefined)
    },
  }
}

it('commands of one call wait for each other', async () => {
  const lanes = createCommandLanes(systemTimers)
  const log: string[] = []
  const hold = work('hold', log)
  const resume = work('resume', log)
  const first = lanes.run('call-1', { kind: 'hold' }, hold.start)
  const second = lanes.run('call-1', { kind: 'resume' }, resume.start)
  resume.end()
  await Promise.resolve()
  expect(log).toEqual(['hold begins'])
  hold.end()
  await Promise.all([first, second])
  expect(log).toEqual(['hold begins', 'hold ends', 'resume begins', 'resume ends'])
})

it('the same command pressed again while it runs is the same command', async () => {
  const lanes = createCommandLanes(systemTimers)
  const log: string[] = []
  const answer = work('answer', log)
  const asked = [1, 2, 3].map(() => lanes.run('call-1', { kind: 'answer' }, answer.start))
  answer.end()
  expect(await Promise.all(asked)).toEqual([ok(undefined), ok(undefined), ok(undefined)])
  expect(log).toEqual(['answer begins', 'answer ends'])
})

it('and pressed again when it is done, a new one', async () => {
  const lanes = createCommandLanes(systemTimers)
  let times = 0
  const start = async () => ok(void (times += 1))
  await lanes.run('call-1', { kind: 'hold' }, start)
  await lanes.run('call-1', { kind: 'hold' }, start)
  expect(times).toBe(2)
})

it('another lane is not kept waiting', async () => {
  const lanes = createCommandLanes(systemTimers)
  const log: string[] = []
  const hold = work('hold', log)
  const held = lanes.run('call-1', { kind: 'hold' }, hold.start)
  await lanes.run('call-1 end', { kind: 'hang-up' }, async () => ok(void log.push('hung up')))
  expect(log).toEqual(['hold begins', 'hung up'])
  hold.end()
  await held
})

it('a key whose turn does not come soon has failed, is not obeyed afterwards, and can be pressed again', async () => {
  const time = createVirtualTime()
  const lanes = createCommandLanes(time.timers)
  const log: string[] = []
  const join = work('join', log)
  const consult = { kind: 'consult' }
  const joined = lanes.runSoon('several', { kind: 'join' }, join.start)
  const asked = lanes.runSoon('several', consult, async () => ok(void log.push('dialled too late')))
  await time.advance(5000)
  expect(await asked).toEqual({ ok: false, error: { code: 'timed-out' } })
  const again = lanes.runSoon('several', consult, async () => ok(void log.push('dialled')))
  join.end()
  expect(await Promise.all([joined, again])).toEqual([ok(undefined), ok(undefined)])
  expect(log).toEqual(['join begins', 'join ends', 'dialled'])
})

it('a command that breaks does not stop the lane', async () => {
  const lanes = createCommandLanes(systemTimers)
  const broken = lanes.run('call-1', { kind: 'hold' }, () => Promise.reject(new Error('broken')))
  const next = lanes.run('call-1', { kind: 'resume' }, async () => ok(undefined))
  await expect(broken).rejects.toThrow('broken')
  expect(await next).toEqual(ok(undefined))
})
