import { z } from 'zod'
import { channelVariable, type AmiMessage } from './ami-message'

/** SECURITY: names and ids that a trunk or a dialplan made. Bounded, printable; whatever is otherwise makes the event unreadable. */
const word = z.string().min(1).max(200).regex(/^[^\p{Cc}\p{Surrogate}]+$/u)
const shortWord = word.max(80)
const count = z.coerce.number().int().nonnegative()

/** The extension behind an interface: `PJSIP/1001`, `Local/1001@seats/n`. */
const extension = z.string().max(120).transform((text, context) => {
  const found = /^[A-Za-z0-9]+\/([\w.+-]{1,40})(?:@.*)?(?:\/n)?$/.exec(text)?.[1]
  if (found !== undefined) return found
  context.addIssue({ code: 'custom', message: 'no interface of a seat' })
  return z.NEVER
})

const flag = z.enum(['0', '1']).transform((text) => text === '1')
const reason = z.string().max(80).transform((text) => (text.trim() === '' ? null : text))

/** ast_device_state of Asterisk (devicestate.h) in the words of a seat. */
const devices = ['unknown', 'idle', 'in-use', 'in-use', 'unavailable', 'unavailable', 'ringing', 'in-use', 'in-use'] as const
const device = count.transform((state) => devices[state] ?? 'unknown')

const ofCaller = { Uniqueid: word, Queue: shortWord }
const ofSeat = { ...ofCaller, DestUniqueid: word, Interface: extension }
const member = { Queue: shortWord, Interface: extension, Status: device, Paused: flag, PausedReason: reason.default(null) }

const eventSchema = z.discriminatedUnion('Event', [
  z.object({ Event: z.literal('QueueCallerJoin'), ...ofCaller, Position: count.min(1), CallerIDNum: z.string().max(200) }),
  z.object({ Event: z.literal('QueueCallerAbandon'), ...ofCaller, HoldTime: count }),
  z.object({ Event: z.literal('QueueCallerLeave'), ...ofCaller }),
  z.object({ Event: z.literal('AgentCalled'), ...ofSeat }),
  z.object({ Event: z.literal('AgentRingNoAnswer'), ...ofSeat }),
  z.object({ Event: z.literal('AgentConnect'), ...ofSeat, HoldTime: count, CallerIDNum: z.string().max(200) }),
  z.object({ Event: z.literal('AgentComplete'), ...ofSeat, Reason: z.string().max(40) }),
  z.object({ Event: z.literal('DialBegin'), DestUniqueid: word, Uniqueid: word.optional(), Channel: z.string().max(200).default(''), DialString: z.string().max(200).default('') }),
  z.object({ Event: z.literal('DialEnd'), DestUniqueid: word, DialStatus: z.string().max(40) }),
  z.object({ Event: z.literal('Hold'), Uniqueid: word }),
  z.object({ Event: z.literal('Unhold'), Uniqueid: word }),
  z.object({ Event: z.literal('HangupRequest'), Uniqueid: word, Cause: z.string().max(10).default('') }),
  z.object({ Event: z.literal('Newexten'), Uniqueid: word }),
  z.object({ Event: z.literal('Hangup'), Uniqueid: word }),
  z.object({ Event: z.literal('QueueMemberStatus'), ...member }),
  z.object({ Event: z.literal('QueueMemberPause'), ...member }),
  z.object({ Event: z.literal('QueueMemberAdded'), ...member }),
  z.object({ Event: z.literal('QueueMemberRemoved'), ...member }),
])

/** An event that says something of a queue, as the PBX words it. */
export type AmiEvent = z.infer<typeof eventSchema> & {
  /** When it happened by the PBX's clock, Unix milliseconds; null when it does not say (`timestampevents` in manager.conf). */
  readonly at: number | null
  /** `X-Call-Id` of the caller's leg, as the dialplan keeps it. */
  readonly callId: string | null
  /** How `Queue()` ended, once it has. */
  readonly queueStatus: string | null
}

const known: ReadonlySet<string> = new Set(eventSchema.options.map((option) => option.shape.Event.value))

/** Null for an event about something else; `unreadable` for one of ours that is not what it should be. */
export function readAmiEvent(message: AmiMessage): AmiEvent | 'unreadable' | null {
  const name = message.get('Event')
  if (name === undefined || !known.has(name)) return null
  const parsed = eventSchema.safeParse(fieldsOf(message))
  if (!parsed.success) return 'unreadable'
  const callId = word.safeParse(channelVariable(message, 'CALL_ID'))
  return {
    ...parsed.data,
    at: pbxTimeOf(message),
    callId: callId.success ? callId.data : null,
    queueStatus: channelVariable(message, 'QUEUESTATUS'),
  }
}

const timeSchema = z.string().regex(/^\d{9,12}(?:\.\d{1,9})?$/).transform((text) => Math.floor(Number(text) * 1000))

/** `Timestamp: 1795922735.372373`, Unix seconds; rounded down to milliseconds, so that every desk has the same. */
export function pbxTimeOf(message: AmiMessage): number | null {
  const time = timeSchema.safeParse(message.get('Timestamp'))
  return time.success ? time.data : null
}

const memberRow = z.object({ Queue: shortWord, Location: extension, Membership: z.enum(['static', 'dynamic', 'realtime']), Status: device, Paused: flag, PausedReason: reason.default(null), LastPause: count, LoginTime: count, LastCall: count })
const entryRow = z.object({ Queue: shortWord, Uniqueid: word, Position: count.min(1), Wait: count, CallerIDNum: z.string().max(200) })
const channelRow = z.object({
  Channel: word, Uniqueid: word, Linkedid: word, Application: z.string().max(80), ApplicationData: z.string().max(4_096),
  ChannelStateDesc: z.string().max(40), BridgeId: z.string().max(200).default(''), CallerIDNum: z.string().max(200),
  Duration: z.string().regex(/^\d{1,6}:\d\d:\d\d$/),
})

export type MemberRow = z.infer<typeof memberRow>
export type EntryRow = z.infer<typeof entryRow> & { readonly callId: string | null }
export type ChannelRow = z.infer<typeof channelRow> & { readonly callId: string | null }

/** Everything that a snapshot is made of. Rows that can't be read are left out and counted. */
export interface QueueRows {
  readonly queues: readonly string[]
  readonly members: readonly MemberRow[]
  readonly entries: readonly EntryRow[]
  readonly channels: readonly ChannelRow[]
  readonly unreadable: number
}

/** Of the lists that `QueueStatus` and `CoreShowChannels` are answered with. */
export function readQueueRows(status: readonly AmiMessage[], channels: readonly AmiMessage[]): QueueRows {
  let unreadable = 0
  function rows<T>(messages: readonly AmiMessage[], event: string, schema: z.ZodType<T>): (T & { readonly callId: string | null })[] {
    return messages.filter((message) => message.get('Event') === event).flatMap((message) => {
      const row = schema.safeParse(fieldsOf(message))
      const callId = word.safeParse(channelVariable(message, 'CALL_ID'))
      if (row.success) return [{ ...row.data, callId: callId.success ? callId.data : null }]
      unreadable += 1
      return []
    })
  }
  return {
    queues: rows(status, 'QueueParams', z.object({ Queue: shortWord })).map(({ Queue }) => Queue),
    members: rows(status, 'QueueMember', memberRow),
    entries: rows(status, 'QueueEntry', entryRow),
    channels: rows(channels, 'CoreShowChannel', channelRow),
    get unreadable() {
      return unreadable
    },
  }
}

/** First values only; what may come several times is read by name. */
function fieldsOf(message: AmiMessage): Record<string, string | undefined> {
  const names = [
    'Event', 'Uniqueid', 'Linkedid', 'Queue', 'Position', 'CallerIDNum', 'HoldTime', 'DestUniqueid', 'Interface', 'Reason', 'DialStatus', 'DialString', 'Cause',
    'Status', 'Paused', 'PausedReason', 'Location', 'Membership', 'LastPause', 'LoginTime', 'LastCall', 'Wait', 'Channel', 'Application', 'ApplicationData',
    'ChannelStateDesc', 'BridgeId', 'Duration',
  ]
  return Object.fromEntries(names.flatMap((name) => (message.get(name) === undefined ? [] : [[name, message.get(name)]])))
}
