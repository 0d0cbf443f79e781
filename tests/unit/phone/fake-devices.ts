/** A microphone's track as far as the phone looks at it. */
export interface FakeTrack extends MediaStreamTrack {
  readonly from: string
  readonly isStopped: boolean
  /** The device is pulled out. */
  pull(): void
}

export interface FakeDevices extends MediaDevices {
  /** What is plugged in; every change is told as browsers tell it. */
  plug(...devices: readonly { readonly kind: MediaDeviceKind; readonly deviceId: string; readonly label: string }[]): void
  /** What opening a microphone comes to. */
  opens: (deviceId: string | null) => Promise<FakeTrack>
  /** Every track that was given out. */
  readonly tracks: FakeTrack[]
  /** How often a microphone was asked for. */
  asked(): number
}

/** `navigator.mediaDevices` with a drawer of headsets beside it. */
export function createFakeDevices(): FakeDevices {
  let found: readonly object[] = []
  let asked = 0
  const tracks: FakeTrack[] = []
  const target = new EventTarget()
  const devices = Object.assign(target, {
    tracks,
    asked: () => asked,
    opens: (_deviceId: string | null) => Promise.resolve(createFakeTrack('microphone')),
    plug(...next: readonly object[]) {
      found = next
      target.dispatchEvent(new Event('devicechange'))
    },
    enumerateDevices: async () => found,
    async getUserMedia({ audio }: { readonly audio: { readonly deviceId?: { readonly exact: string } } }) {
      asked += 1
      const track = await devices.opens(audio.deviceId?.exact ?? null)
      tracks.push(track)
      return { getAudioTracks: () => [track] }
    },
  })
  return devices as unknown as FakeDevices
}

export function createFakeTrack(from: string): FakeTrack {
  const track = {
    from,
    enabled: true,
    isStopped: false,
    onended: null as (() => void) | null,
    stop() {
      track.isStopped = true
    },
    pull: () => track.onended?.(),
  }
  return track as unknown as FakeTrack
}

export const headset = { kind: 'audioinput', deviceId: 'headset', label: 'Headset' } as const
export const nothingThere = () => Promise.reject(new DOMException('', 'NotFoundError'))
