import type { CommandLine } from 'electron'
import type { Mode, Settings } from '../../shared/settings/settings'

/** What Chromium has to be told before it starts. */
export function setSwitches(
  commandLine: Pick<CommandLine, 'appendSwitch'>,
  seat: { readonly mode: Mode | null; readonly test: boolean; readonly settings: Settings },
): void {
  // Chromium's own words, in date fields and the like, follow the language of the screen.
  commandLine.appendSwitch('lang', seat.settings.locale)
  commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required')
  // Without a network Chromium finds no way from a page to itself; practice needs that way. A real line must not offer it:
  // 127.0.0.1 means nothing to the PBX.
  if (seat.mode === 'practice' || seat.test) commandLine.appendSwitch('allow-loopback-in-peer-connection')
}
