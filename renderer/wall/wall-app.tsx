import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageApi } from '../../shared/ipc/page-api'
import type { WallKind } from '../../shared/ipc/values'
import { errorFacts } from '../../shared/lib/error-facts'
import type { Result } from '../../shared/lib/result'
import { isComposing } from '../ui/is-composing'
import type { WallActions } from './action-tiles'
import { wallKey } from './keys'
import { LeadWall } from './lead-wall'
import { DeskNamesProvider } from './names'
import { roomView } from './room-view'
import { RoomWall } from './room-wall'
import { moveWithin } from './roving'
import type { Shown } from './shown'
import { WallDialog } from './wall-dialog'
import { WallHead } from './wall-head'
import type { WallPort, WallProblem } from './wall-port'
import { useWall } from './wall-store'
import type { WallStore } from './wall-store'

const none = {}

export interface WallParts {
  readonly lingxi: PageApi<'wall'>
  readonly port: WallPort
  readonly store: WallStore
  readonly isPractice: boolean
  readonly firstView: WallKind
  /** The sound of an alarm that nobody has taken. */
  readonly sound: () => void
}

export function WallApp({ lingxi, port, store, isPractice, firstView, sound }: WallParts) {
  const { t } = useTranslation()
  const { shown: view } = useWall(store)
  const [kind, setKind] = useState<WallKind>(firstView)
  const [open, setOpen] = useState<Shown | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const isDark = useDark()

  const choose = useCallback((wanted: WallKind) => {
    setKind(wanted)
    setOpen(null)
    void lingxi.keepView({ view: wanted })
  }, [lingxi])
  useEffect(() => lingxi.on.viewAsked(({ view: wanted }) => {
    setKind(wanted)
    setOpen(null)
  }), [lingxi])
  // The room can do nothing about it: it is the leads' to hear.
  useEffect(() => (kind === 'lead' ? port.onEscalated(sound) : undefined), [port, kind, sound])
  useWallKeys({ choose, help: () => setOpen({ kind: 'help' }), isLead: kind === 'lead' })

  const settle = useCallback((result: Promise<Result<void, WallProblem>>) => void result.then((settled) => setProblem(settled.ok ? null : settled.error.code)), [])
  const actions = useMemo<WallActions>(() => ({
    acknowledge: (alarmId) => settle(port.acknowledge(alarmId)),
    advance: port.advance === null ? null : (missedId, act) => settle(port.advance?.(missedId, act) ?? Promise.resolve({ ok: false, error: { code: 'not-allowed' } })),
    dial: port.canDial ? (number) => void lingxi.dial({ number }) : null,
  }), [port, settle, lingxi])
  const chartFailed = useCallback((thrown: unknown) => void lingxi.reportProblem({ code: 'wall-chart-not-loaded', facts: { ...errorFacts(thrown) } }), [lingxi])
  const queueNames = view?.facts.queueNames ?? none
  const categoryNames = view?.facts.categoryNames ?? none
  const names = useMemo(() => ({ queueNames, categoryNames }), [queueNames, categoryNames])
  const room = useMemo(() => (view === null ? null : roomView(view)), [view])

  return (
    <DeskNamesProvider value={names}>
    <div className="wall" data-kind={kind} data-practice={isPractice}>
      <WallHead view={kind} isPractice={isPractice} drill={port.drill} drillState={port.drill?.state() ?? null} choose={choose} fullScreen={() => void lingxi.toggleFullScreen()} help={() => setOpen({ kind: 'help' })} />
      {view === null || room === null ? <main className="empty"><p>{t('wall.fresh.noneYet')}</p></main> : kind === 'room' ? <RoomWall room={room} /> : (
        <LeadWall view={view} actions={actions} show={setOpen} isDark={isDark} problem={problem} onChartFailed={chartFailed} />
      )}
      {open !== null && view !== null && (kind === 'lead' || open.kind === 'help') && (
        <WallDialog key={JSON.stringify([open.kind, 'seat' in open ? open.seat : 'id' in open ? open.id : 'code' in open ? open.code : ''])} shown={open} view={view} port={port} actions={actions} show={setOpen} onClose={() => setOpen((now) => (now === open ? null : now))} />
      )}
    </div>
    </DeskNamesProvider>
  )
}

/** The theme that holds now, also when the system changes it. */
function useDark(): boolean {
  const [isDark, setDark] = useState(() => document.documentElement.dataset['mantineColorScheme'] === 'dark')
  useEffect(() => {
    const observer = new MutationObserver(() => setDark(document.documentElement.dataset['mantineColorScheme'] === 'dark'))
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] })
    return () => observer.disconnect()
  }, [])
  return isDark
}

function useWallKeys({ choose, help, isLead }: { readonly choose: (view: WallKind) => void; readonly help: () => void; readonly isLead: boolean }): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isComposing(event) || event.defaultPrevented) return
      const key = wallKey(event)
      if (key === null || (event.repeat && key.kind !== 'move')) return
      // By the page itself: Escape closes a dialogue at once, its close event comes later, and the key after Escape must not be lost.
      const isCovered = document.querySelector('dialog[open]') !== null
      if (key.kind === 'move') {
        if ((isLead || isCovered) && moveWithin(document, key.by)) event.preventDefault()
        return
      }
      if (key.kind === 'print') {
        event.preventDefault()
        window.print()
      } else if (!isCovered) {
        event.preventDefault()
        if (key.kind === 'view') choose(key.view)
        else help()
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [choose, help, isLead])
}
