import { floorLineSchema, floorRoutes, type FloorLine } from '../../../shared/floor/floor-line'
import type { FloorSignal } from '../../../shared/floor/floor-signal'
import { nextFloor, silentFloor, type FloorState } from '../../../shared/floor/floor-state'

/** Somebody's stream of the floor, heard as a console hears it. */
export interface FloorListener {
  state(): FloorState
  readonly signals: readonly FloorSignal[]
  readonly lines: readonly FloorLine[]
  hasEnded(): boolean
  leave(): void
}

export async function listenToFloor(origin: string, token: string, after?: number): Promise<FloorListener> {
  const stop = new AbortController()
  const query = after === undefined ? '' : `?after=${after}`
  const response = await fetch(`${origin}${floorRoutes.stream}${query}`, { headers: { Authorization: `Bearer ${token}` }, signal: stop.signal })
  if (response.status !== 200) throw new Error(`the floor answers ${response.status}`)
  let state = silentFloor
  let hasEnded = false
  const signals: FloorSignal[] = []
  const lines: FloorLine[] = []
  const read = async () => {
    const decoder = new TextDecoder()
    let rest = ''
    for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
      const texts = (rest + decoder.decode(part, { stream: true })).split('\n')
      rest = texts.pop() ?? ''
      for (const text of texts) {
        const line = floorLineSchema.parse(JSON.parse(text))
        lines.push(line)
        const next = nextFloor(state, line)
        state = next.state
        if (next.signal !== null) signals.push(next.signal)
      }
    }
  }
  void read().catch(() => undefined).then(() => (hasEnded = true))
  return { state: () => state, signals, lines, hasEnded: () => hasEnded, leave: () => stop.abort() }
}
