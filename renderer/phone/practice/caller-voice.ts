import { createBreath } from '../audio/quiet-context'
import type { DescriptionOptions } from '../audio/web-description'
import { createWebDescription } from '../audio/web-description'
import type { HeldRecordings } from '../../../shared/recordings/held-recordings'
import { createPump } from '../audio/pump'
import { startCallTape, type CallTape } from './call-tape'
import type { CallerAudio } from './far-end'

export interface CallerVoices {
  /** `recordedAs`: under which name both are recorded, from the first word of the agent on. */
  openCaller(recordedAs?: string): CallerAudio
}

const addresses = import.meta.glob<string>('./voices/*.ogg', { query: '?url', import: 'default', eager: true })

/** The practice callers' mouths: recordings played into a call, through the same WebRTC as a real voice. */
export function createCallerVoices(context: AudioContext, description: DescriptionOptions, held: Pick<HeldRecordings, 'begin' | 'end'>): CallerVoices {
  const recordings = new Map<string, Promise<AudioBuffer | null>>()
  const breath = createBreath(context)

  function recording(lineId: string): Promise<AudioBuffer | null> {
    const known = recordings.get(lineId)
    if (known !== undefined) return known
    const loading = load(context, addresses[`./voices/${lineId}.ogg`]).catch(() => null)
    recordings.set(lineId, loading)
    return loading
  }

  /** The recording of one call, from the agent's first sound on. */
  function record(id: string, caller: MediaStream) {
    const pump = createPump()
    let tape: CallTape | null = null
    return {
      hear(agent: MediaStream) {
        if (tape !== null) return
        pump.play(agent)
        tape = startCallTape([caller, agent])
        held.begin(id)
      },
      close() {
        pump.close()
        void tape?.end().then((sound) => held.end(id, sound))
      },
    }
  }

  function openCaller(recordedAs?: string): CallerAudio {
    const mouth = context.createMediaStreamDestination()
    const recorder = recordedAs === undefined ? null : record(recordedAs, mouth.stream)
    // Somebody who listens is still on the line: without it nothing would be sent between two sentences.
    breath.connect(mouth)
    let speaking: AudioBufferSourceNode | null = null
    let isClosed = false
    return {
      createSessionDescriptionHandler(session) {
        const { handler, hear } = createWebDescription(session, mouth.stream, description)
        if (recorder !== null) hear((stream) => recorder.hear(stream))
        return handler
      },
      async say(lineId) {
        const buffer = await recording(lineId)
        if (buffer === null || isClosed) return
        void context.resume().catch(() => undefined)
        const source = context.createBufferSource()
        source.buffer = buffer
        source.connect(mouth)
        speaking = source
        await new Promise((resolve) => {
          source.onended = resolve
          source.start()
        })
        source.disconnect()
      },
      close() {
        isClosed = true
        speaking?.stop()
        breath.disconnect(mouth)
        recorder?.close()
      },
    }
  }

  return { openCaller }
}

async function load(context: AudioContext, address: string | undefined): Promise<AudioBuffer | null> {
  if (address === undefined) return null
  const answer = await fetch(address)
  return answer.ok ? context.decodeAudioData(await answer.arrayBuffer()) : null
}
