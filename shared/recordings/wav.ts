/** A WAV file of plain samples as PBXs write them: 16-bit PCM (RIFF, format 1). */
export interface WavHead {
  readonly channels: number
  /** Samples a second of each channel. */
  readonly rate: number
  /** Where the samples begin, and how many bytes of them the file says it has. */
  readonly from: number
  readonly bytes: number
}

/** More than any head that is read; a chunk before the samples may be as long as that. */
export const wavHeadBytes = 4096

/** Null for what is no such file, or whose samples begin further in. `file`: its beginning. */
export function readWavHead(file: Uint8Array): WavHead | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const name = (at: number) => String.fromCharCode(...file.subarray(at, at + 4))
  if (file.byteLength < 12 || name(0) !== 'RIFF' || name(8) !== 'WAVE') return null
  let format: { readonly channels: number; readonly rate: number } | null = null
  for (let at = 12; at + 8 <= file.byteLength; ) {
    const size = view.getUint32(at + 4, true)
    if (name(at) === 'data') return format === null ? null : { ...format, from: at + 8, bytes: size }
    if (name(at) === 'fmt ') {
      if (size < 16 || at + 24 > file.byteLength || view.getUint16(at + 8, true) !== 1 || view.getUint16(at + 22, true) !== 16) return null
      format = { channels: view.getUint16(at + 10, true), rate: view.getUint32(at + 12, true) }
      if (format.channels < 1 || format.channels > 2 || format.rate < 8_000 || format.rate > 48_000) return null
    }
    // Chunks begin at even places.
    at += 8 + size + (size % 2)
  }
  return null
}

export function wavSeconds({ channels, rate, bytes }: WavHead): number {
  return bytes / (2 * channels * rate)
}

/** The samples of each channel between -1 and 1; those that are there, where the file ends before its head says. */
export function wavSamples(file: Uint8Array, { channels, from, bytes }: WavHead): Float32Array<ArrayBuffer>[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const frames = Math.floor(Math.min(bytes, file.byteLength - from) / (2 * channels))
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames)
    for (let frame = 0; frame < frames; frame += 1) samples[frame] = view.getInt16(from + 2 * (frame * channels + channel), true) / 32_768
    return samples
  })
}

/** The file of these samples, one channel. */
export function wavOf(samples: Float32Array, rate: number): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(44 + 2 * samples.length)
  const view = new DataView(file.buffer)
  const name = (at: number, text: string) => file.set([...text].map((letter) => letter.charCodeAt(0)), at)
  name(0, 'RIFF')
  view.setUint32(4, 36 + 2 * samples.length, true)
  name(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, 2 * rate, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  name(36, 'data')
  view.setUint32(40, 2 * samples.length, true)
  samples.forEach((sample, index) => view.setInt16(44 + 2 * index, Math.round(32_767 * Math.max(-1, Math.min(1, sample))), true))
  return file
}
