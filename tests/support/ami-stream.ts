import { readFileSync } from 'node:fs'
import { createAmiReader, type AmiMessage } from '../../electron/desk/pbx/ami-message'
import { readAmiEvent } from '../../electron/desk/pbx/ami-events'
import { QueueReading, type KnownLegs, type UnmaskedEvent } from '../../electron/desk/pbx/queue-reading'

/** A recorded stream of a real Asterisk 22, as it came over the wire. */
export function recorded(name: string): string {
  return readFileSync(new URL(`../unit/desk/pbx/streams/${name}.txt`, import.meta.url), 'utf8')
}

/** What is read of it, in pieces of that size. */
export function messagesIn(text: string, pieceSize = 65_536): AmiMessage[] {
  const read = createAmiReader()
  const pieces = Array.from({ length: Math.ceil(text.length / pieceSize) }, (_, n) => text.slice(n * pieceSize, (n + 1) * pieceSize))
  return pieces.flatMap(read)
}

export function eventsIn(text: string, known: KnownLegs = { callers: [], offers: [] }): UnmaskedEvent[] {
  const reading = new QueueReading(known)
  return messagesIn(text).flatMap((message) => {
    const event = readAmiEvent(message)
    if (event === 'unreadable') throw new Error(`unreadable: ${message.get('Event')}`)
    return event === null ? [] : reading.read(event, 0)
  })
}
