import { expect, test } from 'vitest'
import { parseChannelStats } from '../../support/pbx-media'

test('packets are read from the table that Asterisk prints', () => {
  const table = `
                                             ...........Receive......... .........Transmit..........
 BridgeId ChannelId ........ UpTime.. Codec.   Count    Lost Pct  Jitter   Count    Lost Pct  Jitter RTT....
 ===========================================================================================================

 8a1f2c3d 1001-00000000      00:00:04 opus      198       0    0   0.000    201       0    0   0.000   0.000
 8a1f2c3d trunk-00000001     00:01:40 ulaw       12K      3    0   0.001     11K      0    0   0.000   0.000

Objects found: 2
`
  expect(parseChannelStats(table)).toEqual([
    { endpoint: '1001', received: 198, sent: 201 },
    { endpoint: 'trunk', received: 12_000, sent: 11_000 },
  ])
})
