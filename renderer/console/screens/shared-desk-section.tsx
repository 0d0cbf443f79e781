import { useTranslation } from 'react-i18next'
import { formatMomentOf } from '../../ui/format-time'
import { useServices } from '../app/services'
import { useStore } from '../app/use-vanilla-store'
import { SharedDeskFacts } from '../features/settings/shared-desk-facts'

/** The desk that this seat shares with others, and what it has given. */
export function SharedDeskSection() {
  const { t } = useTranslation()
  const { deskSession, settings, start, clock } = useServices()
  const session = useStore(deskSession)
  const { origin, trust } = useStore(settings, (all) => all.sharedDesk)
  if (session === null) return null
  const at = (time: number) => formatMomentOf(time, clock.now())
  const measure = !origin.startsWith('https:') ? 'none' : trust.fingerprints.length > 0 ? 'fingerprint' : trust.authorities !== '' ? 'authority' : 'system'
  return (
    <SharedDeskFacts
      facts={[
        ['address', origin],
        ['certificate', t(`settings.desk.measures.${measure}`)],
        ['who', session.login],
        ['roles', session.roles.map((role) => t(`lifecycle.role.${role}`)).join(t('app.list.items'))],
        ['seat', `${start.seatCode ?? ''} ${session.seatName}`.trim()],
        ['state', t(`settings.desk.states.${session.state}`, { at: at(session.lastWithDeskAt) })],
        ['offline', at(session.offlineUntil)],
      ]}
    />
  )
}
