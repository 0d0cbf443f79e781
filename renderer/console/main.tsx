import '@mantine/core/styles.layer.css'
import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/mantine.css'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { lingxiOf } from '../../shared/ipc/page-api'
import { theme } from '../ui/theme'
import { ConsoleApp } from './app/console-app'
import { startI18n } from './app/i18n'
import { receivePorts } from './app/receive-ports'

/** Composition root of the console page: language and theme first, then whoever sits here. */
async function start(): Promise<void> {
  const lingxi = lingxiOf('console', window)
  const ports = receivePorts(window)
  const info = await lingxi.startInfo()
  if (!info.ok) throw new Error(`start: ${info.error.code}`)
  await startI18n(info.value.locale)
  document.documentElement.lang = info.value.locale
  const root = document.getElementById('root')
  if (root === null) throw new Error('no root element')
  createRoot(root).render(
    <MantineProvider theme={theme} defaultColorScheme={info.value.theme === 'system' ? 'auto' : info.value.theme} withCssVariables={false} withGlobalClasses={false}>
      <ConsoleApp lingxi={lingxi} info={info.value} ports={ports} />
    </MantineProvider>,
  )
}

void start()
