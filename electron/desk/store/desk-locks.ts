/** Advisory locks of the desk's database. The numbers are ours alone: nothing else uses this database. */
export const deskLocks = {
  /** Held for the length of a transaction by the one who numbers events. */
  numbering: 12_351_001,
  migration: 12_351_002,
} as const

/** Channel of LISTEN/NOTIFY; its payload is the newest position. */
export const hintChannel = 'desk_hints'
