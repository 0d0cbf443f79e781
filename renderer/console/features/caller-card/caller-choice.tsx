import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../../../ui/kbd'
import classes from './caller-card.module.css'

export interface CallerChoiceProps {
  readonly people: readonly {
    readonly id: string
    readonly name: string | null
    readonly open: string | null
    readonly when: string | null
    readonly reasons: string
    readonly keys: string | null
  }[]
  readonly choices: readonly { readonly id: string; readonly name: string; readonly note: string; readonly keys: string | null }[]
  readonly picked: string | null
  /** A person or another choice; the one that is picked already is taken back. */
  pick(id: string): void
}

/** So many stand in sight; the rest unfolds. */
const firstShown = 9

/** Who is on the line, while no person is picked: asked again here, never answered by itself. */
export function CallerChoice({ people, choices, picked, pick }: CallerChoiceProps) {
  const { t } = useTranslation()
  const [isUnfolded, unfold] = useState(false)
  const shown = isUnfolded ? people : people.slice(0, firstShown)
  return (
    <section className={classes.block} aria-label={t('callerCard.whoIsIt')}>
      <div className={classes.head}><h2>{t('callerCard.whoIsIt')}</h2><span>{t('callerCard.askFirst')}</span></div>
      {shown.map((person) => (
        <button key={person.id} type="button" className={classes.candidate} aria-pressed={picked === person.id} onClick={() => pick(person.id)} data-candidate={person.id}>
          <span className={classes.candidateHead}>
            {person.keys !== null && <Kbd keys={person.keys} />}
            <b>{person.name ?? t('ringStage.nameUnknown')}</b>
            <span className={classes.sub}>{[person.open, person.when].filter(Boolean).join(' · ')}</span>
          </span>
          {person.reasons !== '' && <span className={classes.reasons}>{person.reasons}</span>}
        </button>
      ))}
      {shown.length < people.length && (
        <button type="button" className={classes.more} onClick={() => unfold(true)}>{t('ringStage.morePeople', { count: people.length - shown.length })}</button>
      )}
      {choices.map((choice) => (
        <button key={choice.id} type="button" className={classes.candidate} aria-pressed={picked === choice.id} title={choice.note} onClick={() => pick(choice.id)} data-choice={choice.id}>
          <span className={classes.candidateHead}>{choice.keys !== null && <Kbd keys={choice.keys} />}<b>{choice.name}</b></span>
        </button>
      ))}
    </section>
  )
}
