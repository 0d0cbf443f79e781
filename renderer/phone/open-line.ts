import type { LineCapabilities, PhoneLine, StoppedReason } from '../../shared/calls/phone-line'
import type { PracticeControl } from '../../shared/calls/practice'
import type { PhoneConfiguration } from '../../shared/ipc/values'
import type { Clock, Timers } from '../../shared/lib/clock'
import type { NewId } from '../../shared/lib/uuid-v7'
import { createEchoProbe } from './audio/echo-probe'
import type { ProbeEcho } from './audio/echo-probe'
import { createQuietContext, createSilence } from './audio/quiet-context'
import type { Microphone } from './audio/microphone'
import { createWebMedia } from './audio/web-media'
import type { DescriptionOptions } from './audio/web-description'
import type { Upheaval } from './sip/connection'
import type { SampleListener } from './call-courses'
import { serviceCodes } from './sip/service-codes'
import { createSipTrace } from './sip/sip-trace'
import type { SipTrace } from './sip/sip-trace'
import { createStoppedLine } from './stopped-line'

export interface OpenLineParts {
  readonly microphone: Microphone
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly newId: NewId
  /** See `createLineState`. */
  readonly isRemembering?: () => boolean
}

export interface OpenedLine {
  readonly line: PhoneLine
  /** Null on a line that is not a practice line. */
  readonly practice: PracticeControl | null
  /** Null on a line that stands still. */
  readonly probeEcho: ProbeEcho | null
  /** Where the far ends are heard: the first of these that takes the sound. */
  setSpeaker(deviceIds: readonly string[]): void
  /** See `SipLine`; nothing where no connection leads out of this computer. */
  recheck(cause: Upheaval): void
  watchSamples(listener: SampleListener): void
  /** What went over its wire lately. */
  readonly trace: Pick<SipTrace, 'messages'>
}

const sipCapabilities: LineCapabilities = {
  dial: true,
  dtmf: true,
  hold: true,
  queueMembership: true,
  expectCaller: true,
  blindTransfer: true,
  attendedTransfer: true,
  conference: 'pbx',
  practice: false,
}

/**
 * Makes the line that the configuration asks for. The code of the other kinds of line is not even loaded. Rejects when the
 * account or the machine makes no line.
 */
export async function openLine(configuration: PhoneConfiguration, parts: OpenLineParts): Promise<OpenedLine> {
  if (configuration.kind === 'none') return openNone(configuration.reason, parts.timers)
  return configuration.kind === 'practice' ? openPractice(parts) : openSip(configuration, parts)
}

/** A line that stands still and says why. */
export function openNone(reason: StoppedReason, timers: Timers): OpenedLine {
  return { line: createStoppedLine(reason, timers), practice: null, probeEcho: null, setSpeaker: () => undefined, recheck: () => undefined, watchSamples: () => undefined, trace: { messages: () => [] } }
}

/** Some minutes each, 1 MB a minute. */
const mostRecordings = 5

async function openPractice(parts: OpenLineParts): Promise<OpenedLine> {
  const [{ createPracticeLine }, { createCallerVoices }, { createEchoes }, { loadPracticeCallers }, { createHeldRecordings }] = await Promise.all([
    import('./practice/practice-line'),
    import('./practice/caller-voice'),
    import('./practice/echo'),
    import('../../shared/callers/practice-callers'),
    import('../../shared/recordings/held-recordings'),
  ])
  const quietContext = createQuietContext()
  const description: DescriptionOptions = { iceServers: [], isLoopbackAllowed: true, timers: parts.timers }
  const media = createWebMedia({ ...parts, silence: createSilence(quietContext), description, digits: 'info' })
  const recordings = createHeldRecordings(mostRecordings)
  const voices = createCallerVoices(quietContext, description, recordings)
  const trace = createSipTrace(parts.clock)
  const { line, practice } = createPracticeLine({
    ...parts,
    trace,
    media,
    callers: loadPracticeCallers(),
    recordings,
    openCallerAudio: voices.openCaller,
    openEcho: createEchoes(quietContext, description),
  })
  const probeEcho = createEchoProbe({ ...parts, description, callEcho: (describe) => line.callEcho(serviceCodes.echo, describe) })
  return { line, practice, probeEcho, setSpeaker: media.setSpeaker, recheck: () => undefined, watchSamples: media.watchSamples, trace }
}

async function openSip(
  configuration: Extract<PhoneConfiguration, { kind: 'sip' }>,
  parts: OpenLineParts,
): Promise<OpenedLine> {
  const [{ createSipLine }, { webSocketTransport }] = await Promise.all([
    import('./sip/sip-line'),
    import('./sip/web-socket'),
  ])
  const { user, domain, password, displayName, iceServers } = configuration
  const [first, ...others] = configuration.serverUrls
  if (first === undefined) throw new Error('an account without a server')
  const description: DescriptionOptions = { iceServers, isLoopbackAllowed: false, timers: parts.timers }
  const media = createWebMedia({
    ...parts,
    silence: createSilence(createQuietContext()),
    description,
    digits: 'media',
  })
  const trace = createSipTrace(parts.clock)
  const line = createSipLine({
    ...parts,
    trace,
    account: { user, domain, password, displayName },
    transport: webSocketTransport([first, ...others]),
    media,
    capabilities: sipCapabilities,
    secondCalls: configuration.secondCalls,
    ringSeconds: configuration.ringTimeoutSeconds,
  })
  const probeEcho = createEchoProbe({ ...parts, description, callEcho: (describe) => line.callEcho(serviceCodes.echo, describe) })
  return { line, practice: null, probeEcho, setSpeaker: media.setSpeaker, recheck: line.recheck, watchSamples: media.watchSamples, trace }
}
