import type { Page } from '@playwright/test'

interface Watched {
  readonly connections: RTCPeerConnection[]
}

/**
 * The loudest sample (0..1) that the practice caller received from the agent within a second. Needs `watchConnections`; the
 * caller's connection is the first of a call, since the caller is who calls.
 */
export function heardByCaller(phone: Page): Promise<number> {
  return phone.evaluate(async () => {
    const [caller] = (window as unknown as Watched).connections.filter((one) => one.connectionState === 'connected')
    if (caller === undefined) throw new Error('no call is up')
    const context = new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions)
    const analyser = context.createAnalyser()
    context.createMediaStreamSource(new MediaStream(caller.getReceivers().map((receiver) => receiver.track))).connect(analyser)
    const wave = new Float32Array(analyser.fftSize)
    let peak = 0
    for (let turn = 0; turn < 40; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25))
      analyser.getFloatTimeDomainData(wave)
      for (const value of wave) peak = Math.max(peak, Math.abs(value))
    }
    await context.close()
    return peak
  })
}
