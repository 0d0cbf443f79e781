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

/** Reads what flows through a node, again and again. */
export function createEar(context: BaseAudioContext, source: AudioNode): () => number {
  const analyser = context.createAnalyser()
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return () => {
    analyser.getFloatTimeDomainData(samples)
    return loudnessOf(samples)
  }
}
