import type { PhoneConfiguration } from '../../shared/ipc/values'

/** Whether a change of the configuration is more than a matter of devices, loudness and what is remembered. */
export function needsNewLine(running: PhoneConfiguration, wanted: PhoneConfiguration): boolean {
  return lineOf(running) !== lineOf(wanted)
}

function lineOf(configuration: PhoneConfiguration): string {
  const { ring: _ring, audio: _audio, isLocked: _isLocked, ...line } = configuration
  return JSON.stringify(Object.entries(line).sort(([a], [b]) => (a < b ? -1 : 1)))
}
