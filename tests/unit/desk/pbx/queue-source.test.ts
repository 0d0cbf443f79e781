import { describe, expect, it } from 'vitest'
import { readQueueSource } from '../../../../electron/desk/pbx/queue-source'

const whole = { LINGXI_AMI_URL: 'tcp://pbx.example.invalid:5038', LINGXI_AMI_USER: 'desk', LINGXI_AMI_SECRET: 'a secret' }

describe('where a desk hears of its queues', () => {
  it('is nowhere without a word about it', () => expect(readQueueSource({})).toBeNull())

  it('is the PBX of its environment', () => {
    expect(readQueueSource(whole)).toEqual({ kind: 'asterisk', homeArea: '023', address: { host: 'pbx.example.invalid', port: 5038, user: 'desk', secret: 'a secret' } })
    expect(readQueueSource({ ...whole, LINGXI_AMI_URL: 'tcp://[::1]:80' })).toMatchObject({ address: { host: '::1', port: 80 } })
  })

  it.each([
    [{ LINGXI_AMI_URL: 'http://pbx:5038' }, 'LINGXI_AMI_URL'],
    [{ LINGXI_AMI_URL: 'tcp://me:word@pbx:5038' }, 'LINGXI_AMI_URL'],
    [{ LINGXI_AMI_SECRET: undefined }, 'LINGXI_AMI_SECRET'],
    [{ LINGXI_AMI_SECRET: 'x\r\nAction: Command' }, 'LINGXI_AMI_SECRET'],
    [{ LINGXI_HOME_AREA: '23' }, 'LINGXI_HOME_AREA'],
  ])('is refused as a whole where a part is wrong, by name and without the value: %o', (part, name) => {
    expect(() => readQueueSource({ ...whole, ...part })).toThrow(`config-invalid: ${name}`)
    expect(() => readQueueSource({ ...whole, ...part })).not.toThrow(/a secret|word/)
  })
})
