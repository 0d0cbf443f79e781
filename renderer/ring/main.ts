import { config } from 'zod'
import type { CallId } from '../../shared/calls/call'
import { lingxiOf } from '../../shared/ipc/page-api'
import { portHandoverSchema } from '../../shared/ipc/port-handover'
import { errorFacts } from '../../shared/lib/error-facts'
import type { Locale, Theme } from '../../shared/settings/settings'
import '../ui/tokens.css'
import '../ui/base.css'
import './ring.css'
import { hearFaults } from '../ui/page-faults'
import { reloadOnce } from '../ui/reload-once'
import { createRingPort } from './ring-port'
import { callIdOf, isDead, isOver, nextRing, nothingRings } from './ring-state'
import type { RingNews } from './ring-state'
import { createRingView } from './ring-view'
import { wordsFor } from './words'

// SECURITY: the page's policy forbids code made at run time, which zod would try.
config({ jitless: true })

const lingxi = lingxiOf('ring', window)
let state = nothingRings
let hasHeardPhone = false
let view: ReturnType<typeof createRingView> | null = null

const port = createRingPort((call) => {
  hasHeardPhone = true
  apply({ kind: 'call', call, at: performance.now() })
}, (delayMs, run) => setTimeout(run, delayMs))

function apply(news: RingNews): void {
  state = nextRing(state, news)
  draw()
  if (isOver(state, hasHeardPhone) && state.card !== null) void lingxi.dismiss({ callId: state.card.callId })
}

function report(code: string, thrown: unknown): void {
  void lingxi.reportProblem({ code, facts: { ...errorFacts(thrown) } })
}

/** A ring that cannot be drawn leaves an empty window on top of everything: loaded anew, it asks what rings. */
function draw(): void {
  try {
    view?.render(state, Date.now())
  } catch (thrown) {
    report('ring-not-drawn', thrown)
    reloadOnce({ storage: sessionStorage, now: Date.now, reload: () => location.reload() })
  }
}

/** Nothing that is clicked in the first moment does anything. */
function whenAlive(act: () => void): () => void {
  return () => {
    if (!isDead(state, performance.now())) act()
  }
}

async function tell(kind: 'answer' | 'decline', reason: 'busy-with-text' | 'break' | 'handover' | 'other'): Promise<void> {
  const callId = callIdOf(state) as CallId | null
  if (callId === null) return
  const result = await port.ask(kind === 'answer' ? { kind, callId } : { kind, callId, reason })
  if (result.ok || result.error.code === 'not-in-this-state') return
  apply({ kind: 'problem', problem: result.error.code === 'phone-gone' ? 'gone' : 'failed' })
}

const dark = matchMedia('(prefers-color-scheme: dark)')
let theme: Theme = 'system'

function paintTheme(): void {
  const isDark = theme === 'dark' || (theme === 'system' && dark.matches)
  document.documentElement.dataset['mantineColorScheme'] = isDark ? 'dark' : 'light'
}

function look(next: { readonly locale: Locale; readonly theme: Theme }): void {
  theme = next.theme
  paintTheme()
  document.documentElement.lang = next.locale
  view?.speak(wordsFor(next.locale))
  draw()
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.source !== window) return
  const handover = portHandoverSchema.safeParse(event.data)
  const [handed] = event.ports
  if (handover.success && handed !== undefined) port.attach(handed)
})
lingxi.on.ringShown((card) => apply({ kind: 'card', card, at: performance.now() }))
lingxi.on.ringHidden(() => apply({ kind: 'card', card: null, at: performance.now() }))
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') apply({ kind: 'came-into-sight', at: performance.now() })
})
lingxi.on.lookChanged(look)
dark.addEventListener('change', paintTheme)
hearFaults(window, (kind, thrown) => report(`ring-page-${kind}`, thrown))

const started = await lingxi.announceListening()
if (started.ok) {
  const { practice, ring } = started.value
  view = createRingView(document, wordsFor(started.value.locale), practice, {
    answer: whenAlive(() => void tell('answer', 'other')),
    decline: (reason) => whenAlive(() => void tell('decline', reason))(),
    setDeclining: (isDeclining) => whenAlive(() => apply({ kind: 'declining', isDeclining }))(),
  })
  look(started.value)
  if (ring !== null) apply({ kind: 'card', card: ring, at: performance.now() })
  setInterval(draw, 1000)
  new ResizeObserver(([entry]) => {
    const box = entry?.borderBoxSize[0]
    if (box !== undefined && box.blockSize >= 1) void lingxi.sized({ width: box.inlineSize, height: box.blockSize })
  }).observe(document.getElementById('ring') ?? document.body)
}
