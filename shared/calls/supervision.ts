/** How a lead comes into somebody else's call, through the own telephone: quietly, into the agent's ear, or into the talk. */
export const waysIn = ['listen', 'whisper', 'barge'] as const
export type WayIn = (typeof waysIn)[number]

/** Whose call is heard, from X-Supervises: there is no caller to serve, nothing to write down and nothing to wrap up. */
export interface Supervision {
  readonly how: WayIn
  readonly extension: string
}
