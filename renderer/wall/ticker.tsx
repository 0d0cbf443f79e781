import { createContext, useContext, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { DAY_MS } from '../../shared/callers/local-day'
import { ageOf, formatClock, formatSpan } from '../ui/format-time'
import { frozenAt } from './freshness'
import type { Freshness } from './freshness'
import { onTick } from './ticking'

const FreshContext = createContext<Freshness>({ kind: 'none' })

/** Everything inside is as fresh as this. */
export const FreshProvider = FreshContext.Provider

interface Painted {
  readonly text: string
  /** `late`: past its limit. */
  readonly state: 'plain' | 'late'
}

/** A text that the common clock writes. Of a part that is not live it stands still where the part was last known. */
function Ticking({ paint, runsOn = false, className }: { readonly paint: (now: number) => Painted; readonly runsOn?: boolean; readonly className?: string | undefined }) {
  const element = useRef<HTMLSpanElement>(null)
  const frozen = frozenAt(useContext(FreshContext))
  const until = runsOn ? null : frozen
  useLayoutEffect(() => {
    const draw = (now: number) => {
      const { text, state } = paint(until === null ? now : Math.min(now, until))
      const shown = element.current
      if (shown === null) return
      if (shown.textContent !== text) shown.textContent = text
      if (shown.dataset['state'] !== state) shown.dataset['state'] = state
    }
    draw(Date.now())
    return until === null ? onTick(draw) : undefined
  })
  return <span ref={element} className={className} />
}

/** `mm:ss` since a moment; late from `lateAfterMs` on. */
export function Elapsed({ since, lateAfterMs, className }: { readonly since: number; readonly lateAfterMs?: number; readonly className?: string }) {
  return (
    <Ticking
      className={className ?? 'time'}
      paint={(now) => ({ text: formatSpan(now - since), state: lateAfterMs !== undefined && now - since >= lateAfterMs ? 'late' : 'plain' })}
    />
  )
}

/** `剩 27:34`, `超 06:10`, `超 3 天`: hours beyond a day tell nobody anything. */
export function TimeLeft({ dueAt }: { readonly dueAt: number }) {
  const { t } = useTranslation()
  const spanOf = (ms: number) => (ms < DAY_MS ? formatSpan(ms) : t('wall.days', { count: Math.floor(ms / DAY_MS) }))
  return (
    <Ticking
      className="time"
      paint={(now) => (now > dueAt ? { text: t('wall.over', { span: spanOf(now - dueAt) }), state: 'late' } : { text: t('wall.left', { span: spanOf(dueAt - now) }), state: 'plain' })}
    />
  )
}

/** How long ago; it goes on whatever happens, for it says how old the rest is. */
export function AgeOf({ at }: { readonly at: number }) {
  const { t } = useTranslation()
  return (
    <Ticking
      runsOn
      paint={(now) => {
        const { key, count } = ageOf(at, now)
        return { text: t(key, { count }), state: 'plain' }
      }}
    />
  )
}

/** The hotline's own time. */
export function ClockNow({ className }: { readonly className: string }) {
  return <Ticking runsOn className={className} paint={(now) => ({ text: formatClock(now), state: 'plain' })} />
}

/** The bar of a wait: it fills within `fullMs`, the mark stands at the target. Its length is the clock's, too. */
export function WaitBar({ since, targetMs, fullMs }: { readonly since: number | null; readonly targetMs: number; readonly fullMs: number }) {
  const bar = useRef<SVGRectElement>(null)
  const until = frozenAt(useContext(FreshContext))
  useLayoutEffect(() => {
    const draw = (now: number) => {
      const waited = since === null ? 0 : Math.max(0, (until === null ? now : Math.min(now, until)) - since)
      const width = String(Math.round(Math.min(100, (100 * waited) / fullMs)))
      const shown = bar.current
      if (shown === null) return
      if (shown.getAttribute('width') !== width) shown.setAttribute('width', width)
      shown.dataset['late'] = String(waited >= targetMs)
    }
    draw(Date.now())
    return until === null && since !== null ? onTick(draw) : undefined
  })
  return (
    <svg className="wait-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="ground" width="100" height="8" />
      <rect ref={bar} className="waited" height="8" />
      <rect className="target" x={(100 * targetMs) / fullMs} width="0.7" height="8" />
    </svg>
  )
}
