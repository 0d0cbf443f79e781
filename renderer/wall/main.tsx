import '../ui/tokens.css'
import '../ui/base.css'
import './wall.css'
import './tiles.css'
import './room.css'
import './print.css'
import { createRoot } from 'react-dom/client'
import { config } from 'zod'
import { lingxiOf } from '../../shared/ipc/page-api'
import { errorFacts } from '../../shared/lib/error-facts'
import { defaultSettings } from '../../shared/settings/settings'
import type { Theme } from '../../shared/settings/settings'
import { systemClock as clock, systemTimers as timers } from '../desk-client/system-time'
import { hearFaults } from '../ui/page-faults'
import { createUuidV7 } from '../../shared/lib/uuid-v7'
import { createDeskWall, type DeskWallPorts } from './desk/desk-wall'
import { createAlarmSound } from '../ui/alarm-sound'
import { createPracticeWall } from './practice/practice-wall'
import { WallApp } from './wall-app'
import type { WallPort } from './wall-port'
import { createWallStore } from './wall-store'
import { speak, startWords } from './words'

// SECURITY: the page's policy forbids code made at run time, which zod would try.
config({ jitless: true })

const everySecond = (run: () => void) => {
  const timer = setInterval(run, 1000)
  return () => clearInterval(timer)
}

/** A window that is covered paints no frames; it is drawn all the same, or it would show old numbers when it is uncovered. */
const longestFrameMs = 100
function beforePaint(run: () => void): void {
  let hasRun = false
  const once = () => {
    if (!hasRun) run()
    hasRun = true
  }
  requestAnimationFrame(once)
  setTimeout(once, longestFrameMs)
}

/** The same morning at every drill: one in which somebody waits, somebody has given up and an order is RED. */
const drillSeed = 36

/** Composition root of the wall's page. */
async function start(): Promise<void> {
  const lingxi = lingxiOf('wall', window)
  hearFaults(window, (kind, thrown) => void lingxi.reportProblem({ code: `wall-page-${kind}`, facts: { ...errorFacts(thrown) } }))
  const started = await lingxi.announceListening()
  const first = started.ok ? started.value : { ...defaultSettings, practice: false, view: 'lead' as const, agent: null, extension: null, isShared: false }
  await startWords(first.locale)
  followLook(lingxi, first)
  const who = first.agent === null ? { id: '', name: '', seat: null } : { id: first.agent.id, name: `${first.agent.number} ${first.agent.name}`, seat: seatOf(first.agent.number) }
  const port = first.practice ? createPracticeWall({ clock, everySecond, seed: drillSeed, who }) : await followedDesk(lingxi, { who, ownExtension: first.extension, isShared: first.isShared })
  const { store } = createWallStore({ port, clock, beforePaint, everySecond })
  const element = document.getElementById('root')
  if (element === null) throw new Error('no root element')
  createRoot(element, { onUncaughtError: (thrown) => void lingxi.reportProblem({ code: 'wall-not-drawn', facts: { ...errorFacts(thrown) } }) })
    .render(<WallApp lingxi={lingxi} port={port} store={store} isPractice={first.practice} firstView={first.view} sound={createAlarmSound(() => new AudioContext())} />)
}

/** Numbers of seats have four digits. */
function seatOf(number: string): string | null {
  return /^\d{4}$/.test(number) ? number : null
}

/** The desk of this seat, however often it starts anew. */
async function followedDesk(lingxi: ReturnType<typeof lingxiOf<'wall'>>, own: Pick<DeskWallPorts, 'who' | 'ownExtension' | 'isShared'>): Promise<WallPort> {
  const newId = createUuidV7(clock, (count) => crypto.getRandomValues(new Uint8Array(count)))
  const wall = createDeskWall({ ...own, fetch: (...request) => fetch(...request), clock, timers, random: Math.random, newId, everySecond })
  lingxi.on.deskStarted((connection) => wall.connect(connection))
  lingxi.on.deskStopped(() => wall.connect(null))
  const connection = await lingxi.deskConnection()
  if (connection.ok) wall.connect(connection.value)
  return wall
}

function followLook(lingxi: ReturnType<typeof lingxiOf<'wall'>>, first: { readonly locale: 'zh-CN' | 'en'; readonly theme: Theme }): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let { theme } = first
  const paint = () => {
    const isDark = theme === 'dark' || (theme === 'system' && dark.matches)
    document.documentElement.dataset['mantineColorScheme'] = isDark ? 'dark' : 'light'
  }
  paint()
  document.documentElement.lang = first.locale
  dark.addEventListener('change', paint)
  lingxi.on.lookChanged((look) => {
    theme = look.theme
    paint()
    void speak(look.locale)
  })
}

void start()
