/** `asked`: the recorder has taken the wish, and it is not so yet; `locked`: by the recorder's own word, a copy is out of the clean-up's reach. */
export type RecordingOutcome = { readonly kind: 'by-hand' | 'asked' | 'locked' | 'failed' }

/** The PBX's recorder. Never rejects. */
export interface Recording {
  /** Asks for the recording of that call to be kept from deletion; `queueCallId` is what the PBX calls it. */
  keep(queueCallId: string | null): Promise<RecordingOutcome>
}

/** Without an adapter a row says whom to ask. */
export const recordingByHand: Recording = { keep: () => Promise.resolve({ kind: 'by-hand' }) }
