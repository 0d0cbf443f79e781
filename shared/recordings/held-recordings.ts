import type { RecordingFacts } from './recording'
import { readWavHead, wavSeconds } from './wav'

/** Recordings that are only held in memory: nothing is kept, and no notice was played. */
export interface HeldRecordings {
  /** A call of that name is being recorded. */
  begin(id: string): void
  /** It is over; null: there was nothing to hear. */
  end(id: string, sound: Uint8Array<ArrayBuffer> | null): void
  facts(id: string): RecordingFacts
  sound(id: string): Uint8Array<ArrayBuffer> | null
}

/** @param most how many calls, the newest */
export function createHeldRecordings(most: number): HeldRecordings {
  const held = new Map<string, Uint8Array<ArrayBuffer> | 'under-way'>()
  const put = (id: string, what: Uint8Array<ArrayBuffer> | 'under-way') => {
    // As the newest, so that the oldest is the one that goes.
    held.delete(id)
    held.set(id, what)
    for (const old of [...held.keys()].slice(0, -most)) held.delete(old)
  }
  const soundOf = (id: string) => {
    const found = held.get(id)
    return found === undefined || found === 'under-way' ? null : found
  }
  return {
    begin: (id) => put(id, 'under-way'),
    end(id, sound) {
      if (sound === null) held.delete(id)
      else put(id, sound)
    },
    facts(id) {
      const sound = soundOf(id)
      const head = sound === null ? null : readWavHead(sound)
      return { sound: head !== null ? 'there' : held.get(id) === 'under-way' ? 'under-way' : 'gone', seconds: head === null ? null : wavSeconds(head), notice: null, lock: 'by-hand' }
    },
    sound: soundOf,
  }
}
