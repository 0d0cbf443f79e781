/** What this seat dials to ask the PBX for something; its dialplan has to understand them (README, "Connecting a real PBX"). */
export const serviceCodes = {
  /** A digit for the reason follows (`pauseDigits`). */
  pause: '*31',
  resume: '*30',
  /** Six digits follow: a room where whoever dials them meets. */
  meeting: '*5',
  /** A caller's number follows: its next call comes here first. */
  expect: '*6',
  /** A number follows: it is rung, and whoever answers hears this seat's call. */
  duty: '*7',
  /** Sends back whatever it hears. */
  echo: '600',
} as const
