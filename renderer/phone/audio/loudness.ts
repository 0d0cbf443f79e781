/** What lies below is silence to an ear; the scale of a meter begins here. */
const floorDb = -60

/** How loud a stretch of sound is (samples of -1..1): its root mean square in dBFS, drawn to 0..1 over 60 dB. */
export function loudnessOf(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const rms = Math.sqrt(sum / Math.max(1, samples.length))
  const db = rms === 0 ? floorDb : 20 * Math.log10(rms)
  return Math.min(1, Math.max(0, (db - floorDb) / -floorDb))
}

/** One stretch of this many samples is about as long as an ear needs to hear how loud something is: 43 ms at 48 kHz. */
const stretch = 2048
/** As many as lie between two readings of a meter, and more: a word that is over before the next reading was heard all the same. */
const stretches = 4

/** How loud the loudest stretch of the samples is, 0..1. */
export function loudestOf(samples: Float32Array): number {
  let loudest = 0
  for (let from = 0; from < samples.length; from += stretch) loudest = Math.max(loudest, loudnessOf(samples.subarray(from, from + stretch)))
  return loudest
}

/** Reads what flows through a node, again and again; each reading hears all of the last tenth of a second. */
export function createEar(context: BaseAudioContext, source: AudioNode): () => number {
  const analyser = context.createAnalyser()
  analyser.fftSize = stretch * stretches
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return () => {
    analyser.getFloatTimeDomainData(samples)
    return loudestOf(samples)
  }
}
