import type { LineCapabilities } from '../../../shared/calls/phone-line'
import type { PracticeControl } from '../../../shared/calls/practice'
import type { PracticeCaller } from '../../../shared/callers/practice-callers'
import type { Clock, Timers } from '../../../shared/lib/clock'
import type { HeldRecordings } from '../../../shared/recordings/held-recordings'
import type { NewId } from '../../../shared/lib/uuid-v7'
import type { LineMedia } from '../sip/call-audio'
import { createSipLine } from '../sip/sip-line'
import type { SipLine, SipLineOptions } from '../sip/sip-line'
import type { Echo } from './echo'
import { createFarEnd } from './far-end'
import type { CallerAudio, FarEnd } from './far-end'
import { createMemoryWire } from './memory-wire'
import type { MemoryWire } from './memory-wire'
import { createDrillScripts } from './drill-scripts'
import { createScenarioPlayer } from './scenario-player'
import { createScripts } from './scripts'

export interface PracticeLineOptions {
  readonly media: LineMedia
  readonly callers: readonly PracticeCaller[]
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly newId: NewId
  readonly connection?: SipLineOptions['connection']
  readonly secondCalls?: SipLineOptions['secondCalls']
  readonly consultRingMs?: number
  /** How long a department takes to answer; 1.2 s unless told. */
  readonly pickUpMs?: number
  readonly trace?: SipLineOptions['trace']
  /** What was recorded of calls that are over. */
  readonly recordings: Pick<HeldRecordings, 'facts' | 'sound'>
  /** `recordedAs`: the name of a call that is recorded. */
  openCallerAudio(recordedAs?: string): CallerAudio
  openEcho(): Echo
}

export interface PracticeLine {
  readonly line: SipLine
  readonly practice: PracticeControl
  /** The far end itself, for whoever wants to place a call that no script has. */
  readonly farEnd: FarEnd
  readonly wire: MemoryWire
}

const seatUser = '8017'

const capabilities: LineCapabilities = {
  dial: false,
  dtmf: true,
  hold: true,
  queueMembership: true,
  expectCaller: true,
  blindTransfer: true,
  attendedTransfer: true,
  conference: 'local',
  practice: true,
}

/**
 * The seat's own SIP adapter, joined in memory to a scripted far end: the same calls as from a PBX, and no way out of the
 * page.
 */
export function createPracticeLine(options: PracticeLineOptions): PracticeLine {
  const wire = createMemoryWire(options.timers)
  const farEnd = createFarEnd(wire, seatUser, { timers: options.timers, openAudio: options.openCallerAudio, openEcho: options.openEcho, pickUpMs: options.pickUpMs ?? 1200 })
  const line = createSipLine({
    ...options,
    account: { user: seatUser, domain: 'practice.invalid', password: '', displayName: '' },
    transport: wire.transport('seat'),
    capabilities,
    isInvented: farEnd.expects,
    secondCalls: options.secondCalls ?? 'busy',
    ringSeconds: null,
  })
  const player = createScenarioPlayer({ ...options, line, farEnd, scripts: createScripts(options.callers), drills: createDrillScripts(options.callers), slowDown: wire.slowDown })
  return {
    line: {
      ...line,
      async dispose() {
        player.dispose()
        await line.dispose()
        await farEnd.stop()
      },
    },
    practice: player,
    farEnd,
    wire,
  }
}
