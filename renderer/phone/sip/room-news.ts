import type { Message } from 'sip.js'
import { z } from 'zod'
import { parseJson } from '../../../shared/lib/parse-json'
import { quietly } from './quietly'

/** Somebody in a room, as the PBX knows them. */
export interface RoomChannel {
  readonly id: string
  /** Of the SIP call that brings it there; empty where none does. */
  readonly protocolId: string
  readonly number: string
}

/** What a room of the PBX tells of itself in the call that is in it: who is there as one enters, and who comes and leaves then. */
export interface RoomNews {
  readonly kind: 'welcome' | 'join' | 'leave'
  readonly channels: readonly RoomChannel[]
}

/** Asterisk's own (ConfBridge with `enable_events`, 13.22 and later). */
const contentType = 'application/x-asterisk-confbridge-event+json'
/** A room holds a handful, each in half a kilobyte. */
const longestBody = 32_768
const mostChannels = 50

const kinds: ReadonlyMap<string, RoomNews['kind']> = new Map([['ConfbridgeWelcome', 'welcome'], ['ConfbridgeJoin', 'join'], ['ConfbridgeLeave', 'leave']])

const channelSchema = z
  .object({
    id: z.string().min(1).max(200),
    protocol_id: z.string().max(256).default(''),
    caller: z.object({ number: z.string().max(128).default('') }).default({ number: '' }),
  })
  .transform(({ id, protocol_id: protocolId, caller }): RoomChannel => ({ id, protocolId, number: caller.number }))

const newsSchema = z.object({ type: z.string().max(64), channels: z.array(channelSchema).max(mostChannels) })

/** SECURITY: hostile text, like all of SIP. Null = malformed; `other` = of a kind that nobody here needs, as somebody's muting. */
export function readRoomNews(body: string): RoomNews | 'other' | null {
  if (body.length > longestBody) return null
  const parsed = newsSchema.safeParse(parseJson(body))
  if (!parsed.success) return null
  const kind = kinds.get(parsed.data.type)
  if (kind === undefined) return 'other'
  // One comes or leaves at a time.
  return kind === 'welcome' || parsed.data.channels.length === 1 ? { kind, channels: parsed.data.channels } : null
}

/** Reads what the PBX says in the call that is in a room, and answers it. */
export function hearRoom(onNews: (news: RoomNews, sipCallId: string) => void, onMalformed: () => void): (message: Message) => void {
  return (message) => {
    const { request } = message
    if (request.getHeader('content-type')?.split(';')[0]?.trim().toLowerCase() !== contentType) {
      return void quietly(() => message.reject({ statusCode: 415, extraHeaders: [`Accept: ${contentType}`] }))
    }
    const news = readRoomNews(request.body)
    void quietly(() => (news === null ? message.reject({ statusCode: 400 }) : message.accept()))
    if (news === null) onMalformed()
    else if (news !== 'other') onNews(news, request.callId)
  }
}
