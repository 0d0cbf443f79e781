import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Severity } from '../../../ui/severity'
import { SeverityBadge } from '../../../ui/severity-badge'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import classes from './practice-panel.module.css'

/** A practice call as the list shows it. */
export interface PracticeEntry {
  readonly id: string
  readonly name: string
  readonly number: string
  readonly story: string
  readonly severity: Severity | null
  /** What this caller lets one practise, in a few words. */
  readonly focus: readonly string[]
}

export interface PracticePanelProps {
  readonly entries: readonly PracticeEntry[]
  readonly playing: string | null
  readonly paceMs: number | null
  readonly canPlay: boolean
  play(id: string): void
  setPace(everyMs: number | null): void
}

const paces = [null, 30_000, 60_000, 180_000] as const

/** Chooses who rings next. Made up, played on this computer, never dialled, never counted. */
export function PracticePanel(props: PracticePanelProps) {
  const { t } = useTranslation()
  const [selectedId, select] = useState(props.entries[0]?.id ?? null)
  const selected = props.entries.find((entry) => entry.id === selectedId) ?? null
  const move = (step: number) => {
    const index = props.entries.findIndex((entry) => entry.id === selectedId)
    const next = props.entries[Math.min(props.entries.length - 1, Math.max(0, index + step))]
    if (next) {
      select(next.id)
      document.getElementById(`practice-${next.id}`)?.scrollIntoView({ block: 'nearest' })
    }
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && selectedId !== null && props.canPlay) props.play(selectedId)
    else return
    event.preventDefault()
  }
  return (
    <div className={classes.panel}>
      <section className={classes.list} aria-label={t('practice.list')}>
        <div className={classes.head}>
          <h2>{t('practice.list')} {props.entries.length}</h2>
          <span><Kbd keys="↑ ↓" /> {t('practice.choose')} <Kbd keys="Enter" /> {t('practice.play')}</span>
        </div>
        <ul
          role="listbox" tabIndex={0} aria-label={t('practice.list')} className={classes.entries} onKeyDown={onKeyDown}
          onDoubleClick={() => selectedId !== null && props.canPlay && props.play(selectedId)}
          aria-activedescendant={selectedId === null ? undefined : `practice-${selectedId}`}
        >
          {props.entries.map((entry) => <CallerLine key={entry.id} entry={entry} isSelected={entry.id === selectedId} select={select} />)}
        </ul>
      </section>
      <section className={classes.detail} aria-live="polite">
        {selected !== null && (
          <>
            <div className={classes.sub}>{selected.id} · {selected.number}</div>
            <h1 className={classes.title}>{selected.name}</h1>
            <p className={classes.story}>{selected.story}</p>
            <h2 className={classes.subtitle}>{t('practice.willPractise')}</h2>
            <ul>{selected.focus.map((point) => <li key={point} className={classes.point}>{point}</li>)}</ul>
            <div className={classes.foot}>
              <span className={classes.sub}>{props.playing === null ? t('practice.ringsLikeReal') : t('practice.playing')}</span>
              <button type="button" className={classes.play} disabled={!props.canPlay} onClick={() => props.play(selected.id)}>{t('practice.simulate')}</button>
            </div>
          </>
        )}
        <div className={classes.pace} role="group" aria-label={t('practice.pace')}>
          <span>{t('practice.pace')}</span>
          {paces.map((pace) => (
            <button key={pace ?? 0} type="button" aria-pressed={props.paceMs === pace} onClick={() => props.setPace(pace)}>
              {pace === null ? t('practice.paceOff') : t('practice.paceEvery', { count: pace / 1000 })}
            </button>
          ))}
        </div>
      </section>
    </div>
  )
}

/** A ring draws none of them once more. */
const CallerLine = memo(function CallerLine({ entry, isSelected, select }: { readonly entry: PracticeEntry; readonly isSelected: boolean; select(id: string): void }) {
  const { t } = useTranslation()
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list itself takes the keys for its options
    <li id={`practice-${entry.id}`} role="option" aria-selected={isSelected} className={classes.entry} onClick={() => select(entry.id)}>
      {entry.severity === null
        ? <span className={classes.plain}>{t('practice.plain')}</span>
        : <SeverityBadge severity={entry.severity} look="tint" label={t(`callerCard.severity.${entry.severity}`)} />}
      <span><b>{entry.name}</b><span className={classes.sub}>{entry.focus.join(' · ')}</span></span>
      <span className={classes.sub}>{entry.id}</span>
    </li>
  )
})
