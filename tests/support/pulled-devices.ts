import type { Page } from '@playwright/test'

interface Drawer {
  pulled: Set<string>
  given: { track: MediaStreamTrack; deviceId: string }[]
}

/**
 * Loads the phone page anew so that its devices can be pulled: Chromium's fake ones cannot. A device that is pulled is not
 * listed any more, does not open, and the tracks that came from it end, as browsers do it. Not to be done during a call.
 */
export async function makeDevicesPullable(phone: Page): Promise<void> {
  await phone.addInitScript(() => {
    const drawer: Drawer = { pulled: new Set(), given: [] }
    Object.assign(window, { drawer })
    const { mediaDevices } = navigator
    const list = mediaDevices.enumerateDevices.bind(mediaDevices)
    const open = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.enumerateDevices = async () => {
      const found = await list()
      const isThere = (kind: MediaDeviceKind) => found.some((device) => device.kind === kind && device.deviceId !== 'default' && !drawer.pulled.has(device.deviceId))
      return found.filter((device) => (device.deviceId === 'default' ? isThere(device.kind) : !drawer.pulled.has(device.deviceId)))
    }
    mediaDevices.getUserMedia = async (constraints) => {
      const wanted = ((constraints?.audio as MediaTrackConstraints | undefined)?.deviceId as { exact?: string } | undefined)?.exact
      const left = (await mediaDevices.enumerateDevices()).filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== 'default')
      // The system's own is whichever is left.
      const deviceId = wanted ?? left[0]?.deviceId
      if (deviceId === undefined || !left.some((device) => device.deviceId === deviceId)) throw new DOMException('', 'NotFoundError')
      const stream = await open({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, deviceId: { exact: deviceId } } })
      for (const track of stream.getAudioTracks()) drawer.given.push({ track, deviceId })
      return stream
    }
  })
  await phone.reload()
}

/** Leaves exactly these devices out. */
export function pull(phone: Page, ids: readonly string[]): Promise<void> {
  return phone.evaluate((gone) => {
    const { drawer } = window as unknown as { drawer: Drawer }
    drawer.pulled = new Set(gone)
    for (const { track, deviceId } of drawer.given.splice(0)) {
      if (!drawer.pulled.has(deviceId)) drawer.given.push({ track, deviceId })
      else if (track.readyState === 'live') {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
    }
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
  }, ids)
}
