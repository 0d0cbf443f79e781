import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Figure } from '../../shared/metrics/figure'
import { formatMinute, formatMomentOf } from '../ui/format-time'
import type { Freshness } from './freshness'
import { useRoving } from './roving'
import { FreshnessNote } from './tile'
import { Elapsed, FreshProvider } from './ticker'
import type { Targets } from './wall-port'
import type { FigureLine, WallView } from './wall-view'

/** The figures in large, each with how it came about; a click shows the rows it counts. */
export function FigureStrip({ view, onFigure, onWaiting }: { readonly view: WallView; readonly onFigure: (figure: Figure) => void; readonly onWaiting: () => void }) {
  const { t } = useTranslation()
  const strip = useRef<HTMLElement>(null)
  useRoving(strip)
  return (
    <section className="strip" ref={strip} data-list aria-label={t('wall.tiles.figures')}>
      <WaitingNow view={view} onOpen={onWaiting} />
      {view.figures.map((line) => <FigureCard key={line.figure.code} line={line} targets={view.facts.targets} fresh={view.fresh.figures} onOpen={() => onFigure(line.figure)} />)}
    </section>
  )
}

function WaitingNow({ view, onOpen }: { readonly view: WallView; readonly onOpen: () => void }) {
  const { t } = useTranslation()
  const { queue: fresh } = view.fresh
  const isEmpty = view.longestSince === null
  const { answerWithinMs } = view.facts.targets
  const ready = view.groups.find(({ state }) => state === 'ready')?.seats.length ?? 0
  return (
    <FreshProvider value={fresh}>
      <button type="button" className="figure" data-item data-figure="waiting" data-fresh={fresh.kind} onClick={onOpen}>
        <span className="figure-name"><span>{t('wall.waitingNow.name')}</span><FreshnessNote fresh={fresh} /></span>
        <span className="figure-value">
          <strong>{fresh.kind === 'none' ? '—' : view.waiting.length}</strong>
          <span className="unit">{isEmpty ? t('wall.waitingNow.unit') : <>{t('wall.waitingNow.unit')} · {t('wall.waitingNow.longest')} <Elapsed since={view.longestSince ?? 0} lateAfterMs={answerWithinMs} /></>}</span>
        </span>
        <span className="formula">{t('wall.waitingNow.formula')}</span>
        <span className="verdict" data-state={ready === 0 ? 'missed' : 'plain'}>{ready === 0 ? `◆ ${t('wall.waitingNow.nobodyReady')}` : t('wall.waitingNow.ready', { count: ready })}</span>
      </button>
    </FreshProvider>
  )
}

function FigureCard({ line: { figure, target, state }, targets, fresh, onOpen }: { readonly line: FigureLine; readonly targets: Targets; readonly fresh: Freshness; readonly onOpen: () => void }) {
  const { t } = useTranslation()
  // Of a morning that was not read yet nothing can be said, least of all by its last minutes.
  const isKnown = fresh.kind !== 'none'
  return (
    <button type="button" className="figure" data-item data-figure={figure.code} data-fresh={fresh.kind} data-state={state} onClick={onOpen}>
      <span className="figure-name"><span>{t(`figures.name.${figure.code}`)}</span><FreshnessNote fresh={fresh} /></span>
      <span className="figure-value">
        <strong>{isKnown ? valueOf(figure) : '—'}</strong>
        {isKnown && figure.value !== null && <span className="unit">{t(`figures.unit.${figure.unit}`)}</span>}
      </span>
      <span className="formula">{isKnown && <FigureFormula figure={figure} targets={targets} />}</span>
      <span className="verdict" data-state={state}>{isKnown ? <Verdict figure={figure} target={target} state={state} /> : t('wall.fresh.noneYet')}</span>
    </button>
  )
}

/** `15 秒内接起 212 ÷ 已离队 226 · 今天 08:30 起`, with what was left out. */
export function FigureFormula({ figure, targets }: { readonly figure: Figure; readonly targets: Targets }) {
  const { t } = useTranslation()
  const values = { within: targets.answerWithinMs / 1000, short: targets.shortAbandonMs / 1000 }
  const words = `${t(`figures.above.${figure.formula}`, values)} ${Math.round(figure.numerator)} ÷ ${t(`figures.below.${figure.formula}`, values)} ${Math.round(figure.denominator)}`
  const beside = figure.beside.filter(({ count }) => count > 0).map(({ what, count }) => t(`figures.beside.${what}`, { ...values, count }))
  return <>{[words, ...beside, t('wall.since', { time: formatMomentOf(figure.window.from, figure.window.to) })].join(' · ')}</>
}

function Verdict({ figure, target, state }: FigureLine) {
  const { t } = useTranslation()
  switch (state) {
    case 'nothing-to-divide':
      return <>{t('wall.verdict.nothing')}</>
    case 'met':
      return <>✓ {t('figures.standing.met', { target })}</>
    case 'missed':
      return <>◆ {t('wall.verdict.missed', { target, by: Math.abs((target ?? 0) - (figure.value ?? 0)).toFixed(1) })}</>
    case 'plain':
      return <>{figure.restated ? t('figures.restated') : figure.asOf === null ? '' : t('wall.verdict.asOf', { time: formatMinute(figure.asOf) })}</>
  }
}

/** A figure without a denominator has no value; it says "—" and why. */
export function valueOf({ value, unit }: Figure): string {
  if (value === null) return '—'
  return unit === 'percent' || unit === 'working-days' ? value.toFixed(1) : String(Math.round(value))
}
