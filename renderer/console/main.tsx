import '@mantine/core/styles.layer.css'
import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/mantine.css'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { lingxiOf } from '../../shared/ipc/page-api'
import { defaultSettings } from '../../shared/settings/settings'
import { theme } from '../ui/theme'
import { ConsoleApp } from './app/console-app'
import { PageLost } from './app/fault-screens'
import { followFaults } from './app/faults'
import { startI18n } from './app/i18n'
import { followNotices } from './app/notices'
import { receivePorts } from './app/receive-ports'
import { takeSignedOutBy } from './app/signed-out-by'

/** Composition root of the console page: language and theme first, then whoever sits here. */
async function start(): Promise<void> {
  const lingxi = lingxiOf('console', window)
  const faults = followFaults(lingxi, window)
  const ports = receivePorts(window)
  const notices = followNotices(lingxi)
  const info = await lingxi.startInfo()
  const locale = info.ok ? info.value.locale : defaultSettings.locale
  await startI18n(locale)
  document.documentElement.lang = locale
  const element = document.getElementById('root')
  if (element === null) throw new Error('no root element')
  const root = createRoot(element)
  const signedOutBy = takeSignedOutBy(sessionStorage)
  if (signedOutBy !== null) notices.signedOutBy(signedOutBy)
  if (!info.ok) {
    faults.report('console-without-start', info.error)
    root.render(<PageLost thrown={info.error} faults={faults} />)
    return
  }
  info.value.problems.forEach(notices.problemFound)
  root.render(
    <MantineProvider theme={theme} defaultColorScheme={info.value.theme === 'system' ? 'auto' : info.value.theme} withCssVariables={false} withGlobalClasses={false}>
      <ConsoleApp lingxi={lingxi} info={info.value} ports={ports} faults={faults} notices={notices} />
    </MantineProvider>,
  )
}

void start()
