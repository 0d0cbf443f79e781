import { createHeldRecordings } from '../../shared/recordings/held-recordings'
import { createPracticeLine } from '../../renderer/phone/practice/practice-line'
import type { PracticeLine, PracticeLineOptions } from '../../renderer/phone/practice/practice-line'
import type { FarEndEvent } from '../../renderer/phone/practice/far-end'
import { createUuidV7 } from '../../shared/lib/uuid-v7'
import { loadPracticeCallers } from '../../shared/callers/practice-callers'
import { createFakeCallerAudio, createFakeDescription, createFakeMedia, systemClock, systemTimers } from './phone-line.fakes'
import type { FakeMedia } from './phone-line.fakes'
import { limitMs } from './phone-line.contract'
import type { LineHarness, TestCaller, TestOffer } from './phone-line.contract'

export interface PracticeHarness extends LineHarness {
  readonly parts: PracticeLine
  readonly media: FakeMedia
}

export const newId = createUuidV7(systemClock, (count) => crypto.getRandomValues(new Uint8Array(count)))

/** The seat's SIP adapter and a scripted far end, joined in memory, with sound that only pretends. Waits are short. */
export function createPracticeHarness(options: Partial<Pick<PracticeLineOptions, 'secondCalls'>> = {}): PracticeHarness {
  const media = createFakeMedia()
  const parts = createPracticeLine({
    media,
    callers: loadPracticeCallers(),
    clock: systemClock,
    timers: systemTimers,
    random: Math.random,
    newId,
    recordings: createHeldRecordings(1),
    openCallerAudio: createFakeCallerAudio,
    pickUpMs: 20,
    consultRingMs: 300,
    ...options,
    openEcho: () => ({ createSessionDescriptionHandler: createFakeDescription, close: () => undefined }),
    connection: {
      pingEveryMs: 50,
      answerLimitMs: 150,
      refusedRetryMs: 100,
      refreshMs: 120,
      backoff: { spreadMs: 40, baseMs: 20, capMs: 60 },
    },
  })
  return {
    parts,
    media,
    line: parts.line,
    tellsSeatCodes: true,
    ring: async (offer) => ringFrom(parts, offer ?? {}),
    asked: { answers: '12333', unknown: '15400000000', neverAnswers: '1009' },
    someoneWhoLeaves() {
      const number = '15400000033'
      const seat = parts.farEnd.expectSeat(number, () => undefined)
      return { number, hangUp: async () => seat.hangUp() }
    },
    faults: {
      cut: () => parts.wire.cut(),
      mend: () => parts.wire.mend(),
      setSilent: (isSilent) => parts.wire.setSilent(isSilent),
      answerRegister: (sipCode) => parts.farEnd.answerRegister(sipCode),
    },
    microphone: { set: (state) => media.setMicrophone(state) },
    stop: () => parts.line.dispose(),
  }
}

function ringFrom(parts: PracticeLine, offer: TestOffer): TestCaller {
  const met: string[] = []
  const fromUri = offer.from ?? 'sip:15400000001@trunk.example'
  const call = parts.farEnd.call(
    {
      fromUri,
      assertedIdentity: `<${fromUri}>`,
      ...(offer.displayName === undefined ? {} : { displayName: offer.displayName }),
    },
    { queue: 'hotline', queueCallId: offer.queueCallId ?? 'queue-call-1', waitedSeconds: 4, ringSeconds: 20 },
    createFakeCallerAudio(),
    (event) => met.push(inWords(event)),
  )
  return {
    cancel: call.cancel,
    hangUp: call.hangUp,
    sendDigit: call.sendDigit,
    meets: (what, times = 1) => meets(met, what, times),
  }
}

async function meets(met: readonly string[], what: string, times: number): Promise<void> {
  const latest = Date.now() + limitMs
  while (met.filter((word) => word === what).length < times) {
    if (Date.now() > latest) throw new Error(`the caller met "${what}" not ${times} times, only ${met.join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

function inWords(event: FarEndEvent): string {
  if (event.kind === 'digit') return `digit ${event.digit}`
  return event.kind === 'refused' ? `refused ${event.sipCode}` : event.kind
}
