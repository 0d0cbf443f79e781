/** Advisory locks of the desk's database. The numbers are ours alone: nothing else uses this database. */
export const deskLocks = {
  /** Held for the length of a transaction by the one who numbers events. */
  numbering: 12_351_001,
  migration: 12_351_002,
  /** Held by the one who adds to the audit, to the end of the transaction. */
  audit: 12_351_003,
  /** Held by the one who gives seats away. */
  seats: 12_351_004,
  /** Held by the one who numbers signals of the floor, to the end of the transaction. */
  floor: 12_351_006,
  /** Held by the one who numbers what happens in a shift, to the end of the transaction. */
  shift: 12_351_007,
  /** Held by the one who claims a caller to be rung back, to the end of the transaction. */
  lostCalls: 12_351_008,
} as const

/** Channel of LISTEN/NOTIFY; its payload is the newest position. */
export const hintChannel = 'desk_hints'
