import { memo, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Severity } from '../../../ui/severity'
import { SeverityBadge } from '../../../ui/severity-badge'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import { DrillDetail, type DrillFacts } from './drill-detail'
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
  /** Null for a caller whose call is no drill. */
  readonly drill: DrillFacts | null
}

/** What stands in the list at once; the arrows to the sides change it. */
export interface PracticeGroup {
  readonly id: 'callers' | 'drills'
  readonly name: string
  readonly entries: readonly PracticeEntry[]
}

export interface PracticePanelProps {
  readonly groups: readonly PracticeGroup[]
  /** Whom the panel opens with; null: the first one. */
  readonly opensWith: string | null
  readonly playing: string | null
  readonly paceMs: number | null
  readonly canPlay: boolean
  play(entry: PracticeEntry): void
  setPace(everyMs: number | null): void
  /** What invented colleagues and their lead can be made to do; empty where there are none. */
  readonly colleagues: readonly { readonly id: 'red' | 'hand' | 'message'; perform(): void }[]
}

const paces = [null, 30_000, 60_000, 180_000] as const

/** Chooses who rings next. Made up, played on this computer, never dialled, never counted. */
export function PracticePanel(props: PracticePanelProps) {
  const { t } = useTranslation()
  const { groups } = props
  const [selectedId, select] = useState(props.opensWith ?? groups[0]?.entries[0]?.id ?? null)
  const group = groups.find(({ entries }) => entries.some(({ id }) => id === selectedId)) ?? groups[0]
  const entries = group?.entries ?? []
  const selected = entries.find((entry) => entry.id === selectedId) ?? null
  const list = useFocusWhenNothingHasIt()
  const index = entries.findIndex((entry) => entry.id === selectedId)
  const moveTo = (wanted: number) => {
    const next = entries[Math.min(entries.length - 1, Math.max(0, wanted))]
    if (next === undefined) return
    select(next.id)
    document.getElementById(`practice-${next.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  const switchGroup = (step: number) => {
    const to = groups[groups.findIndex(({ id }) => id === group?.id) + step]
    if (to !== undefined) select(to.entries[0]?.id ?? null)
  }
  const play = () => {
    if (selected !== null && props.canPlay) props.play(selected)
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => moveTo(index + 1), ArrowUp: () => moveTo(index - 1), Home: () => moveTo(0), End: () => moveTo(entries.length - 1),
    ArrowRight: () => switchGroup(1), ArrowLeft: () => switchGroup(-1), Enter: play,
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const act = isComposing(event) ? undefined : keys[event.key]
    if (act === undefined) return
    act()
    event.preventDefault()
  }
  return (
    <div className={classes.panel}>
      <section className={classes.list} aria-label={t('practice.list')}>
        <div className={classes.head}>
          <h2>{t('practice.list')}</h2>
          <span><Kbd keys="↑ ↓" /> {t('practice.choose')} <Kbd keys="Enter" /> {t('practice.play')}</span>
        </div>
        <div className={classes.groups} role="group" aria-label={t('drills.group')}>
          {groups.map(({ id, name, entries: listed }) => (
            <button key={id} type="button" tabIndex={-1} data-group={id} aria-pressed={id === group?.id} onClick={() => select(listed[0]?.id ?? null)}>{name} {listed.length}</button>
          ))}
          <span><Kbd keys="← →" /> {t('drills.switch')}</span>
        </div>
        <ul
          ref={list} role="listbox" tabIndex={0} aria-label={t('practice.list')} className={classes.entries} onKeyDown={onKeyDown} onDoubleClick={play}
          aria-activedescendant={selectedId === null ? undefined : `practice-${selectedId}`}
        >
          {entries.map((entry) => <CallerLine key={entry.id} entry={entry} isSelected={entry.id === selectedId} select={select} />)}
        </ul>
      </section>
      <section className={classes.detail} aria-live="polite">
        {selected !== null && (
          <>
            <div className={classes.sub}>{[selected.drill === null ? selected.id : group?.name, selected.number].filter(Boolean).join(' · ')}</div>
            <h1 className={classes.title}>{selected.name}</h1>
            {selected.drill === null && <p className={classes.story}>{selected.story}</p>}
            {selected.drill !== null && <DrillDetail story={selected.story} facts={selected.drill} />}
            {selected.drill === null && (
              <>
                <h2 className={classes.subtitle}>{t('practice.willPractise')}</h2>
                <ul>{selected.focus.map((point) => <li key={point} className={classes.point}>{point}</li>)}</ul>
              </>
            )}
            <div className={classes.foot}>
              <span className={classes.sub}>{props.playing === null ? t(selected.drill === null ? 'practice.ringsLikeReal' : 'drills.endsBy') : t('practice.playing')}</span>
              <button type="button" className={classes.play} disabled={!props.canPlay} onClick={play}>{t(selected.drill === null ? 'practice.simulate' : selected.drill.results === null ? 'drills.start' : 'drills.again')}</button>
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
        {props.colleagues.length > 0 && (
          <div className={classes.pace} role="group" aria-label={t('practice.asLead.title')}>
            <span>{t('practice.asLead.title')}</span>
            {props.colleagues.map(({ id, perform }) => <button key={id} type="button" data-colleague={id} onClick={() => perform()}>{t(`practice.asLead.${id}`)}</button>)}
          </div>
        )}
      </section>
    </div>
  )
}

/** Whoever comes back from a call chooses the next one without a Tab; a keyboard that is somewhere stays there. */
function useFocusWhenNothingHasIt() {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) list.current?.focus({ preventScroll: true })
  }, [])
  return list
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
      <span className={classes.sub}>{entry.drill === null ? entry.id : entry.drill.summary}</span>
    </li>
  )
})
