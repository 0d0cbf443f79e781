import { expect, test, vi } from 'vitest'
import { describeWithPbx } from '../../support/describe-with-pbx'
import { pbx } from '../../support/pbx'
import { isKeyFrom, watchPbx } from '../../support/pbx-events'
import { rtpCounts } from '../../support/pbx-media'
import { call } from '../../support/sipp'

describeWithPbx('the PBX of the tests', () => {
  test('is an Asterisk 22 with two agents in the hotline queue and a lead outside it', async () => {
    expect(await pbx.cli('core show version')).toMatch(/^Asterisk 22\./)
    const queue = await pbx.cli('queue show hotline')
    expect(queue).toContain('PJSIP/1001')
    expect(queue).toContain('PJSIP/1002')
    expect(queue).not.toContain('PJSIP/1900')
    const endpoints = await pbx.cli('pjsip show endpoints')
    expect(endpoints.match(/Endpoint: {2}(\w+)/g)).toEqual(['1001', '1002', '1011', '1012', '1900', 'trunk'].map((name) => `Endpoint:  ${name}`))
  })

  test('lets a caller wait in the queue until the caller gives up', async () => {
    const watch = await watchPbx()
    const caller = await call({ from: '13812345678', headers: { 'X-Call-Id': 'waiting-1' } })
    const joined = await watch.waitFor((event) => event['Event'] === 'QueueCallerJoin')
    expect(joined).toMatchObject({ CallerIDNum: '13812345678', Queue: 'hotline' })
    expect(await caller.hangUp()).toBe('gave up')
    await watch.waitFor((event) => event['Event'] === 'QueueCallerAbandon')
    watch.close()
  })

  test('trusts the asserted identity over From', async () => {
    const watch = await watchPbx()
    const caller = await call({ from: 'anonymous', assertedIdentity: '02367891234', target: '700' })
    const channel = await watch.waitFor((event) => event['Event'] === 'Newchannel')
    expect(channel['CallerIDNum']).toBe('02367891234')
    await caller.reached('answered')
    await caller.hangUp()
    watch.close()
  })

  test('counts the packets of a talking caller and hears the keys pressed', async () => {
    const watch = await watchPbx()
    const caller = await call({ from: '13812345678', target: '700' })
    await vi.waitFor(async () => {
      const [count] = await rtpCounts()
      expect(count?.endpoint).toBe('trunk')
      expect(count?.received).toBeGreaterThan(50)
      expect(count?.sent).toBeGreaterThan(50)
    }, 10_000)
    await caller.press('5')
    await watch.waitFor(isKeyFrom('trunk', '5'))
    await caller.press('#')
    await watch.waitFor(isKeyFrom('trunk', '#'))
    expect(await caller.hangUp()).toBe('hung up')
    watch.close()
  })

  test('tells a caller who was hung up on from one who could not be put through', async () => {
    const talking = await call({ from: '13812345678', target: '701' })
    expect(await talking.ended).toBe('hung up on')
    const toAbsentAgent = await call({ from: '13812345678', target: '1001' })
    expect(await toAbsentAgent.ended).toMatch(/^rejected /)
  })

  test('comes back after a power cut', async () => {
    await pbx.kill()
    await expect(pbx.cli('core show uptime')).rejects.toThrow()
    await pbx.restart()
    expect(await pbx.cli('core show uptime')).toContain('System uptime')
  })
})
