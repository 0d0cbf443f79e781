import { useTranslation } from 'react-i18next'
import classes from './drill-detail.module.css'

/** What became of one thing that the agent should do. */
export interface DrillLine {
  readonly code: string
  readonly words: string
  /** Null before the drill. */
  readonly outcome: 'done' | 'late' | 'missed' | null
  /** How long it took, or what was done instead; null where there is nothing to say. */
  readonly note: string | null
}

export interface DrillFacts {
  readonly lines: readonly DrillLine[]
  /** The lines with what became of them; null as long as this drill is not the last one that was gone through. */
  readonly results: readonly DrillLine[] | null
  /** The same in two numbers; null before. */
  readonly summary: string | null
}

const marks = { done: '✓', late: '!', missed: '✗' } as const

/** What goes wrong in a drill and what is looked at; after it, what was done and what was missed. */
export function DrillDetail({ story, facts }: { readonly story: string; readonly facts: DrillFacts }) {
  const { t } = useTranslation()
  return (
    <>
      <h2 className={classes.subtitle}>{t('drills.goesWrong')}</h2>
      <p className={classes.wrong}>{story}</p>
      <h2 className={classes.subtitle}>{facts.results === null ? t('drills.willDo') : `${t('drills.result')} · ${facts.summary ?? ''}`}</h2>
      <ul className={classes.lines} data-testid={facts.results === null ? 'drill-checks' : 'drill-results'}>
        {(facts.results ?? facts.lines).map(({ code, words, outcome, note }) => (
          <li key={code} data-check={code} data-outcome={outcome}>
            <span aria-hidden="true">{outcome === null ? '·' : marks[outcome]}</span>
            <span>{words}{note !== null && <i>{note}</i>}</span>
            {outcome !== null && <b>{t(`drills.${outcome}`)}</b>}
          </li>
        ))}
      </ul>
      <p className={classes.note}>{t('drills.notCounted')}</p>
    </>
  )
}
