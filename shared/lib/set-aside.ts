/** Why a record that was read back from the disk could not be used. `paths`: what did not fit, without its values. */
export type RecordProblem =
  | { readonly code: 'cannot-be-opened' }
  | { readonly code: 'malformed'; readonly paths: readonly string[] }

/** What may be told and logged of a record that was put aside: no value, no personal key. */
export type SetAsideReport = (report: { readonly table: string; readonly problem: RecordProblem }) => void
