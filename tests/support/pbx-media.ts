import { pbx } from './pbx'

/** RTP of one channel. */
export type RtpCount = {
  /** Whose channel it is: `1001`, or `trunk` for a caller. */
  readonly endpoint: string
  /** Packets that Asterisk got from it. */
  readonly received: number
  /** Packets that Asterisk sent to it. */
  readonly sent: number
}

/** RTP of every channel that has media, as Asterisk counted it. */
export async function rtpCounts(): Promise<readonly RtpCount[]> {
  return parseChannelStats(await pbx.cli('pjsip show channelstats'))
}

/**
 * Reads the table of `pjsip show channelstats`; its rows look like
 * ` 8a1f2c3d 1001-00000000       00:00:04 opus      198      0    0   0.000    201      0    0   0.000   0.000`.
 */
export function parseChannelStats(table: string): readonly RtpCount[] {
  const row = /(\S+)-[0-9a-f]{8}\s+\d\d:\d\d:\d\d\s+\S+\s+(\d+K?)\s+\S+\s+\S+\s+\S+\s+(\d+K?)/
  return table.split('\n').flatMap((line) => {
    const [, endpoint, received = '', sent = ''] = row.exec(line) ?? []
    return endpoint === undefined ? [] : [{ endpoint, received: packets(received), sent: packets(sent) }]
  })
}

function packets(text: string): number {
  return text.endsWith('K') ? Number(text.slice(0, -1)) * 1000 : Number(text)
}
