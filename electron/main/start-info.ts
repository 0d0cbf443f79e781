import type { DeskSession } from '../../shared/ipc/shared-desk-values'
import type { StartInfo } from '../../shared/ipc/values'
import type { SeatData } from './seat-data'

/** The hotline's home: a local number without an area code belongs to Chongqing. */
const homeArea = '023'

export function startInfo(
  { mode, access, shared, seatCode, settings, problems }: Pick<SeatData, 'mode' | 'access' | 'shared' | 'seatCode' | 'settings' | 'problems'>,
  deskSession: DeskSession | null,
  runtime: { readonly version: string; readonly platform: string; readonly versions: NodeJS.ProcessVersions },
): StartInfo {
  const state = access.state()
  const { locale, theme } = settings.current()
  const { electron, chrome, node } = runtime.versions
  return {
    mode,
    access: state,
    agent: state.state === 'signed-in' ? state.agent : null,
    sharedDesk: shared === null ? null : { origin: settings.current().sharedDesk.origin, login: shared.lastLogin() },
    deskSession,
    seatCode: seatCode(),
    locale,
    theme,
    version: runtime.version,
    homeArea,
    runtime: { platform: runtime.platform, electron, chrome, node },
    problems: [...problems.all()],
  }
}
