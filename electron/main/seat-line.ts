import type { PhoneConfiguration } from '../../shared/ipc/values'
import { serversOf } from '../../shared/settings/settings'
import { phoneConfiguration } from './phone-configuration'
import type { SeatData } from './seat-data'

/** What the phone page runs, followed through settings and sign-ins. */
export interface SeatLine {
  configuration(): PhoneConfiguration
  /** Where the phone page may connect to; nowhere in practice and without an account. */
  pbxUrls(): readonly string[]
  /** Something may have changed: the phone is told when it has. */
  check(): void
}

export function createSeatLine(
  { mode, access, settings, account }: Pick<SeatData, 'mode' | 'access' | 'settings' | 'account'>,
  tellPhone: (configuration: PhoneConfiguration) => void,
): SeatLine {
  const configuration = () => phoneConfiguration(mode, access.state(), settings.current(), account())
  function pbxUrls(): readonly string[] {
    const found = account()
    return mode === null || mode === 'practice' || typeof found === 'string' ? [] : serversOf(found.sip)
  }
  let known = JSON.stringify(configuration())
  return {
    configuration,
    pbxUrls,
    check() {
      const now = configuration()
      const text = JSON.stringify(now)
      if (text === known) return
      known = text
      tellPhone(now)
    },
  }
}
