/** What of a call's way can be heard, over the last seconds. */
export interface Impairments {
  /** Share of the packets that did not arrive, 0..1. */
  readonly lossShare: number
  /** Mouth to ear, one way, in milliseconds. */
  readonly delayMs: number
}

/** R of an undisturbed call, all parameters at their defaults (ITU-T G.107, 06/2015, table 3). */
const undisturbedR = 93.2
/** Packet-loss robustness of G.711 with concealment under random loss (ITU-T G.113, appendix I); Opus does no worse. */
const robustness = 25.1
/** Below this a delay is no hindrance to a talk; above, it weighs more for every millisecond. */
const hinderingDelayMs = 177.3

/**
 * How a listener would judge the call, 1 (bad) to 4.5 (excellent): the E-model of ITU-T G.107 with everything that a browser
 * cannot know left at its default.
 *
 * - R = 93.2 - Id - Ie,eff.
 * - Id = 0.024 d + 0.11 (d - 177.3) H(d - 177.3): the delay term as fitted by R. Cole and J. Rosenbluth, "Voice over IP
 *   performance monitoring", ACM SIGCOMM CCR 31(2), 2001.
 * - Ie,eff = (95 - Ie) Ppl / (Ppl / BurstR + Bpl), G.107 formula 7-29 with Ie = 0, BurstR = 1, Ppl in percent.
 * - MOS = 1 + 0.035 R + R (R - 60) (100 - R) 7e-6, G.107 annex B.
 */
export function meanOpinion({ lossShare, delayMs }: Impairments): number {
  const lossPercent = 100 * Math.min(1, Math.max(0, lossShare))
  const delay = Math.max(0, delayMs)
  const delayImpairment = 0.024 * delay + 0.11 * Math.max(0, delay - hinderingDelayMs)
  const lossImpairment = (95 * lossPercent) / (lossPercent + robustness)
  return opinionOfRating(undisturbedR - delayImpairment - lossImpairment)
}

/** ITU-T G.107, annex B: the rating factor R as a mean opinion score. */
export function opinionOfRating(rating: number): number {
  if (rating <= 0) return 1
  if (rating >= 100) return 4.5
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6)
}
