import { useTranslation } from 'react-i18next'
import { Kbd } from '../../../ui/kbd'
import classes from './ring-stage.module.css'

/** One person who may be calling, in words; no matter, no employer: that waits until the agent has asked. */
export interface RingCandidate {
  readonly id: string
  readonly name: string | null
  readonly open: string | null
  readonly when: string | null
  readonly reasons: string
  readonly keys: string | null
}

export function CandidateLine(props: { readonly candidate: RingCandidate; readonly picked: boolean; onPick(): void }) {
  const { t } = useTranslation()
  const { id, name, open, when, reasons, keys } = props.candidate
  return (
    <button type="button" className={classes.candidate} aria-pressed={props.picked} onClick={() => props.onPick()} data-candidate={id}>
      <span>{keys !== null && <Kbd keys={keys} tone="on-ink" />}</span>
      <span className={classes.name}>
        {name ?? t('ringStage.nameUnknown')}
        {open !== null && <span className={classes.tag}>{open}</span>}
      </span>
      <span className={classes.when}>{when}</span>
      <span className={classes.reasons}>{reasons}</span>
    </button>
  )
}

/** What may be chosen instead of a person of the list; low, so that what is known before the first word stays in sight. */
export interface RingChoice {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly keys: string | null
}

export function ChoiceLine(props: { readonly choice: RingChoice; readonly picked: boolean; onPick(): void }) {
  const { id, name, note, keys } = props.choice
  return (
    <button type="button" className={`${classes.candidate} ${classes.choice}`} aria-pressed={props.picked} title={note} onClick={() => props.onPick()} data-choice={id}>
      <span>{keys !== null && <Kbd keys={keys} tone="on-ink" />}</span>
      <span className={classes.name}>{name}</span>
    </button>
  )
}
