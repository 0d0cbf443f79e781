import { createStore, type StoreApi } from 'zustand/vanilla'
import { openCalls } from '../../../shared/calls/line-state'
import type { LineSnapshot } from '../../../shared/calls/phone-line'
import type { Timers } from '../../../shared/lib/clock'
import type { PlayFacts } from '../../../shared/recordings/recording'
import { readWavHead, wavSamples } from '../../../shared/recordings/wav'
import type { CallOfOrder, RecordingProblem, RecordingsClient } from '../../desk-client/recordings'
import type { OpenSound, SoundOutput } from './sound-output'
import { showToast, type ViewStore } from './view-store'

/**
 * silent -hear-> loading -> open; open -close, a call, a lock-> silent. A failure is silent with its problem.
 */
export type Hearing =
  | { readonly kind: 'silent'; readonly problem: RecordingProblem | 'unreadable' | 'in-call' | null }
  | { readonly kind: 'loading'; readonly id: string }
  | { readonly kind: 'open'; readonly id: string; readonly seconds: number; readonly at: number; readonly isPlaying: boolean }

/**
 * One recording at a time, from this page's memory alone: never on the disk, never in the clipboard, and gone with the order on the screen,
 * with the lock, and with any call of this seat.
 */
export interface HeardRecordings extends Pick<RecordingsClient, 'ofOrder' | 'lock'> {
  readonly store: StoreApi<Hearing>
  hear(call: CallOfOrder, why: PlayFacts): Promise<void>
  toggle(): void
  goTo(seconds: number): void
  close(): void
}

export interface HeardRecordingsParts {
  readonly client: Pick<RecordingsClient, 'ofOrder' | 'sound' | 'lock'>
  readonly output: SoundOutput
  readonly seat: Pick<StoreApi<{ readonly line: LineSnapshot }>, 'getState' | 'subscribe'>
  readonly view: ViewStore
  readonly timers: Timers
}

const tickMs = 250

export function createHeardRecordings({ client, output, seat, view, timers }: HeardRecordingsParts): HeardRecordings {
  const store = createStore<Hearing>(() => ({ kind: 'silent', problem: null }))
  let sound: OpenSound | null = null
  let asked = 0
  let timer = { cancel: () => undefined as void }
  const hasCall = () => openCalls(seat.getState().line).length > 0

  function end(problem: Extract<Hearing, { kind: 'silent' }>['problem']): void {
    asked += 1
    timer.cancel()
    sound?.close()
    sound = null
    store.setState({ kind: 'silent', problem }, true)
  }

  function show(isPlaying: boolean): void {
    const now = store.getState()
    if (now.kind !== 'open' || sound === null) return
    timer.cancel()
    store.setState({ ...now, at: sound.at(), isPlaying }, true)
    if (isPlaying) timer = timers.after(tickMs, () => show(true))
  }

  function play(from: number): void {
    sound?.play(from, () => show(false))
    show(true)
  }

  seat.subscribe(() => {
    if (store.getState().kind === 'silent' || !hasCall()) return
    end(null)
    showToast(view, 'plain', 'recordings.stopped')
  })
  view.subscribe(({ isCovered }) => {
    if (isCovered && store.getState().kind !== 'silent') end(null)
  })

  return {
    store,
    ofOrder: (ticketId) => client.ofOrder(ticketId),
    lock: (call) => client.lock(call),
    async hear(call, why) {
      if (hasCall()) return end('in-call')
      end(null)
      const mine = asked
      store.setState({ kind: 'loading', id: call.id }, true)
      const got = await client.sound(call, why)
      // Closed meanwhile, or something else was asked for.
      if (mine !== asked) return
      if (!got.ok) return end(got.error)
      const head = readWavHead(got.value)
      if (head === null) return end('unreadable')
      sound = output({ rate: head.rate, channels: wavSamples(got.value, head) })
      store.setState({ kind: 'open', id: call.id, seconds: sound.seconds, at: 0, isPlaying: false }, true)
      play(0)
    },
    toggle() {
      const now = store.getState()
      if (now.kind !== 'open' || sound === null) return
      if (now.isPlaying) {
        sound.pause()
        show(false)
      } else play(now.at >= now.seconds ? 0 : now.at)
    },
    goTo(seconds) {
      const now = store.getState()
      if (now.kind !== 'open' || sound === null) return
      const at = Math.min(now.seconds, Math.max(0, seconds))
      if (now.isPlaying) return play(at)
      store.setState({ ...now, at }, true)
    },
    close: () => end(null),
  }
}
