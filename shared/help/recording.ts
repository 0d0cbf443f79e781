/** `asked`: the recorder has taken the wish; that it is kept is for the recorder to prove, not for this screen to claim. */
export type RecordingOutcome = { readonly kind: 'by-hand' } | { readonly kind: 'asked'; readonly at: number } | { readonly kind: 'failed' }

/** The PBX's recorder. Never rejects. */
export interface Recording {
  /** Asks for the recording of that call to be kept from deletion; `queueCallId` is what the PBX calls it. */
  keep(queueCallId: string | null): Promise<RecordingOutcome>
}

/** Without an adapter a row says whom to ask. */
export const recordingByHand: Recording = { keep: () => Promise.resolve({ kind: 'by-hand' }) }
