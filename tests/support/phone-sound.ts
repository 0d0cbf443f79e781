import type { Page } from '@playwright/test'

interface Heard {
  readonly connections: RTCPeerConnection[]
}

/** Sound of the call that is up, as WebRTC counts it. */
export interface PhoneSound {
  readonly packetsIn: number
  readonly packetsOut: number
  /** Energy of what came from the far end and of what the microphone took in; neither grows in silence. */
  readonly heard: number
  readonly spoken: number
}

/**
 * Loads the phone page anew and keeps every connection that it makes from then on. Not to be done during a call.
 * Chromium's processing takes Electron's fake microphone for noise and silences it, so it is left out here.
 */
export async function hearEverything(phone: Page): Promise<void> {
  await phone.addInitScript(() => {
    const connections: RTCPeerConnection[] = []
    const Original = RTCPeerConnection
    Object.assign(window, {
      connections,
      RTCPeerConnection: class extends Original {
        constructor(configuration?: RTCConfiguration) {
          super(configuration)
          connections.push(this)
        }
      },
    })
    const { mediaDevices } = navigator
    const openOriginal = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = () =>
      openOriginal({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } })
  })
  // A load that is still under way would end this one.
  await phone.waitForLoadState()
  await phone.reload()
}

/** All zero while no call is up. */
export function soundOf(phone: Page): Promise<PhoneSound> {
  return phone.evaluate(async () => {
    const live = (window as unknown as Heard).connections.find((one) => one.connectionState === 'connected')
    const report = live === undefined ? [] : [...(await live.getStats()).values()]
    const count = (type: string, key: string): number => Number(report.find((entry) => entry.type === type)?.[key] ?? 0)
    return {
      packetsIn: count('inbound-rtp', 'packetsReceived'),
      packetsOut: count('outbound-rtp', 'packetsSent'),
      heard: count('inbound-rtp', 'totalAudioEnergy'),
      spoken: count('media-source', 'totalAudioEnergy'),
    }
  })
}
