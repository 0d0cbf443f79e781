import { IconArrowsExchange, IconBook2, IconBuildingCog, IconChecklist, IconHeadset, IconListDetails, IconPhoneCall, IconSchool, IconSearch, IconSettings } from '@tabler/icons-react'
import { memo, useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { may } from '../../../shared/people/permissions'
import { approvalsWaiting } from '../../../shared/shift/approvals-waiting'
import { KeyMap } from '../features/key-map/key-map'
import { administrationTabsOf } from './administration-tabs'
import { NavRail, type NavItem } from '../features/nav-rail/nav-rail'
import { DialPad } from '../features/dial-pad/dial-pad'
import { DeclineReasons } from '../features/dial-pad/decline-reasons'
import { listCommands } from './command-menu'
import { actFromList, reportLine } from './commands'
import { SafePart } from './fault-screens'
import { OutageBanner, useOutage } from './outage-banner'
import { useServices } from './services'
import { ShellBar } from './shell-bar'
import { SoundBanner, useSoundTrouble } from './shell-sound'
import { ShellDeskSignIn } from './shell-desk-sign-in'
import { ShellLinePassword } from './shell-line-password'
import { ShellShiftCheck } from './shell-shift-check'
import { ShellMenu } from './shell-menu'
import { ShellStatus } from './shell-status'
import { ShellExport, ShellImport } from './shell-transfer'
import { StorageBanner } from './storage-banner'
import { useKeymap, usePrintedKeys, useUnfinishedCount } from './shell-hooks'
import { useCommandKeys } from './use-command-keys'
import { ShownNotices } from './shown-notices'
import { useNativeMenu } from './use-native-menu'
import { ShellToast } from './shell-toast'
import type { CommandId } from './command-list'
import classes from './app-shell.module.css'

/** Everything that stays where it is: bar, rail, status; the middle and the right come from the screen. */
export function Shell({ context, main, right }: { readonly context: ReactNode; readonly main: ReactNode; readonly right: { readonly body: ReactNode; readonly isRing: boolean } | null }) {
  const { commands, isPractice, notices, view } = useServices()
  useCommandKeys(useKeymap(), commands, view)
  useNativeMenu()
  return (
    <div className={classes.shell} data-practice={isPractice} data-right={right?.isRing ? 'full' : 'below-context'}>
      <ShellBar />
      <ContextLine>{context}</ContextLine>
      <ShellRail />
      <div className={classes.main}><SafePart name="main">{main}</SafePart></div>
      {right !== null && <div className={classes.right} data-wide={right.isRing}><SafePart name={right.isRing ? 'ring' : 'right'}>{right.body}</SafePart></div>}
      <ShellStatus />
      <ShellOverlays />
      <ShellToast />
      <ShownNotices notices={notices} place="seat" openSetAside={() => view.setState({ overlay: 'set-aside' })} />
    </div>
  )
}

/** Looks at the outer world by itself, so that nothing else is drawn again for each proof of it. */
function ContextLine({ children }: { readonly children: ReactNode }) {
  const outage = useOutage()
  const trouble = useSoundTrouble()
  // That nothing is kept comes first: the way to bring it to safety stands nowhere else, and how it sounds has its mark in the bar above.
  // What the agent hears wrong now comes before what the status line says as well.
  const health = useStore(useServices().storageHealth)
  const banner = health.state === 'failing' ? <StorageBanner health={health} />
    : trouble !== null ? <SoundBanner trouble={trouble} />
    : outage !== null ? <OutageBanner outage={outage} /> : null
  return (
    <div className={classes.context} data-look={banner === null ? undefined : 'warn'}>
      {banner}
      <SafePart name="context">{children}</SafePart>
    </div>
  )
}

const ShellRail = memo(function ShellRail() {
  const { t } = useTranslation()
  const { view, isPractice, commands, deskSession, shift } = useServices()
  const place = useStore(view, (state) => state.place)
  const keepsDesk = useStore(deskSession, (session) => administrationTabsOf(session?.roles ?? []).length > 0)
  const draftsOpen = useUnfinishedCount()
  const decides = useStore(deskSession, (session) => may(session?.roles ?? [], 'approve'))
  const shiftCount = useStore(shift.store, () => shift.owed().length)
  const approvalCount = useStore(shift.store, ({ answer }) => (answer === null ? 0 : approvalsWaiting(answer)))
  const icon = { size: 20, stroke: 1.7 }
  const by = (id: CommandId) => () => commands[id].perform()
  const items: NavItem[] = [
    { id: 'seat', label: t('app.nav.seat'), icon: <IconHeadset {...icon} />, badge: draftsOpen, current: place === 'seat' || place === 'stage', go: by('go-seat') },
    { id: 'tickets', label: t('app.nav.tickets'), icon: <IconListDetails {...icon} />, current: place === 'tickets', go: by('go-tickets') },
    { id: 'calls', label: t('app.nav.calls'), icon: <IconPhoneCall {...icon} />, current: place === 'calls', go: by('go-calls') },
    { id: 'knowledge', label: t('app.nav.knowledge'), icon: <IconBook2 {...icon} />, current: place === 'knowledge', go: by('go-knowledge') },
    ...(isPractice ? [{ id: 'practice', label: t('app.nav.practice'), icon: <IconSchool {...icon} />, current: place === 'practice', go: () => view.setState({ place: 'practice', homePlace: 'practice' }) }] : []),
    { id: 'shift', label: t('app.nav.shift'), icon: <IconArrowsExchange {...icon} />, badge: shiftCount, current: place === 'shift', go: by('go-shift') },
    ...(decides ? [{ id: 'approvals', label: t('app.nav.approvals'), icon: <IconChecklist {...icon} />, badge: approvalCount, current: place === 'approvals', go: by('go-approvals') }] : []),
    ...(keepsDesk ? [{ id: 'administration', label: t('app.nav.administration'), icon: <IconBuildingCog {...icon} />, current: place === 'administration', atEnd: true, go: () => view.setState({ place: 'administration', homePlace: 'administration' }) }] : []),
    { id: 'search', label: t('app.nav.search'), icon: <IconSearch {...icon} />, current: false, atEnd: true, go: by('search') },
    { id: 'settings', label: t('app.nav.settings'), icon: <IconSettings {...icon} />, current: place === 'settings', atEnd: true, go: by('go-settings') },
  ]
  return <NavRail items={items} label={t('app.name')} menu={<ShellMenu />} />
})

const ShellOverlays = memo(function ShellOverlays() {
  const { t } = useTranslation()
  const { view, seat, commands } = useServices()
  const overlay = useStore(view, (state) => state.overlay)
  const keymap = useKeymap()
  const printed = usePrintedKeys()
  const close = () => view.setState({ overlay: null })
  useEffect(() => {
    if (overlay !== 'decline' && overlay !== 'dial-pad') return undefined
    return seat.store.subscribe(({ line }) => {
      const wanted = overlay === 'decline' ? 'ringing' : 'live'
      if (!line.calls.some((call) => call.state === wanted)) view.setState({ overlay: null })
    })
  }, [overlay, seat, view])
  if (overlay === 'key-map') {
    const groups = listCommands({ commands, overlay: null, keysOf: printed, word: (key) => t(key) }).map((group) => ({
      title: group.title,
      rows: group.commands.map((command) => ({ ...command, perform: () => actFromList(command.id, commands, view) })),
    }))
    return <KeyMap groups={groups} conflicts={keymap.conflicts.map((conflict) => conflict.chord)} onClose={close} />
  }
  if (overlay === 'shift-check') return <ShellShiftCheck onClose={close} />
  if (overlay === 'desk-sign-in') return <ShellDeskSignIn onClose={close} />
  if (overlay === 'line-password') return <ShellLinePassword onClose={close} />
  if (overlay === 'export-unsent') return <ShellExport onClose={close} />
  if (overlay === 'import-unsent') return <ShellImport onClose={close} />
  if (overlay === 'dial-pad') return <DialPad onDigit={(digit) => reportLine(view, seat.sendDigit(digit))} onClose={close} />
  if (overlay === 'decline') {
    return <DeclineReasons onClose={close} choose={(reason) => { close(); reportLine(view, seat.decline(reason)) }} />
  }
  return null
})
