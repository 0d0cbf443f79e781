import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NumberMarks } from '../../../../shared/callers/number-marks'
import type { CallerCard } from '../../../../shared/callers/caller-card'
import type { CallerIdentity } from '../../../../shared/callers/sip-identity'
import { useNow } from '../../../ui/use-now'
import { CandidateLine, ChoiceLine, type RingCandidate, type RingChoice } from './candidate-line'
import { KnownBefore, type KnownWords } from './known-before'
import { NumberMarksList } from './number-marks-list'
import classes from './ring-stage.module.css'

export interface RingStageProps {
  readonly identity: CallerIdentity
  /** Place and carrier in words; null when nobody knows. */
  readonly place: string | null
  /** What it is called; null for a call that came by none. */
  readonly queue: string | null
  readonly waitedSeconds: number | null
  readonly ringingSince: number
  readonly targetSeconds: number
  readonly timeoutSeconds: number
  /** How the look-up went, in words; null marks while it has told nothing of the number. */
  readonly lookedUp: { readonly title: string; readonly notes: readonly string[] }
  readonly marks: NumberMarks | null
  /** Best guess first; who is not the person is below. */
  readonly candidates: readonly RingCandidate[]
  readonly choices: readonly RingChoice[]
  /** What may be said aloud when the call is answered. */
  readonly say: readonly string[]
  /** The card of the one person who fits; null when nobody or several do. */
  readonly card: CallerCard | null
  /** Marks of that person in words; those of the number stand with the number. */
  readonly cardMarks: readonly string[]
  readonly words: KnownWords
  readonly picked: string | null
  /** A person or another choice; the one that is picked already is taken back. */
  pick(id: string): void
}

/** The reserved column while it rings: number, wait, who it may be, the first sentence. Nothing else on the screen moves. */
export function RingStage(props: RingStageProps) {
  const { t } = useTranslation()
  const { identity } = props
  return (
    <aside className={classes.stage} aria-label={t('ringStage.title')} data-testid="ring-stage" data-since={props.ringingSince}>
      <section className={classes.block}>
        <div className={classes.kind}>{[t(`ringStage.kind.${identity.number.kind}`), props.place].filter(Boolean).join(' · ')}</div>
        <div className={classes.number} data-testid="ring-number">{identity.number.kind === 'anonymous' ? t('ringStage.notShown') : identity.number.display}</div>
        <div className={classes.offer}>
          {props.queue !== null && <>{t('ringStage.queue', { queue: props.queue })} </>}
          {props.waitedSeconds !== null && <b>{t('ringStage.waited', { count: props.waitedSeconds })}</b>}
          {props.marks !== null && <> {t('ringStage.nthToday', { count: props.marks.earlierToday + 1 })}</>}
        </div>
        {identity.claimed !== null && <div className={classes.differs}>{t('ringStage.assertedDiffers', { number: identity.claimed.display })}</div>}
      </section>
      <RingClock since={props.ringingSince} waited={props.waitedSeconds ?? 0} target={props.targetSeconds} timeout={props.timeoutSeconds} />
      <WhoSection {...props} />
      <section className={classes.block}>
        <div className={classes.sub}>{t('ringStage.sayFirst')}</div>
        {props.say.map((sentence) => <p key={sentence} className={classes.opening} data-say>{sentence}</p>)}
      </section>
      {props.card !== null && <KnownBefore card={props.card} marks={props.cardMarks} words={props.words} />}
      <div className={classes.foot}>{t('ringStage.declineNote')}</div>
    </aside>
  )
}

/** The wait is the caller's: the target counts from the entry into the queue, the hand-over from this ring. */
function RingClock({ since, waited, target, timeout }: { readonly since: number; readonly waited: number; readonly target: number; readonly timeout: number }) {
  const { t } = useTranslation()
  const rung = Math.max(0, Math.floor((useNow() - since) / 1000))
  const total = waited + rung
  return (
    <section className={classes.block}>
      <div className={classes.barHead}>
        <b>{t('ringStage.rung', { count: rung })}</b>
        <span>{t('ringStage.target', { count: target })}</span>
      </div>
      <div className={classes.bar}>
        <progress className={classes.fill} data-late={total > target} max={waited + timeout} value={Math.min(total, waited + timeout)} aria-label={t('ringStage.waitBar')} />
      </div>
      <div className={classes.scale}>
        <span>{t('ringStage.waitTotal', { count: total })}</span>
        <span>{t('ringStage.passesOn', { count: Math.max(0, timeout - rung) })}</span>
      </div>
    </section>
  )
}

/** So many stand in sight; the rest unfolds. */
const firstShown = 9

function WhoSection(props: RingStageProps) {
  const { t } = useTranslation()
  const [isUnfolded, unfold] = useState(false)
  const { lookedUp, marks, candidates, choices, picked } = props
  const shown = isUnfolded ? candidates : candidates.slice(0, firstShown)
  return (
    <section className={classes.block}>
      <div className={classes.head}>
        <h2>{lookedUp.title}</h2>
        {candidates.length > 1 && <span>{t('ringStage.pickAfter')}</span>}
      </div>
      {lookedUp.notes.map((note) => <div key={note} className={classes.sub}>{note}</div>)}
      {marks !== null && <NumberMarksList marks={marks} />}
      {shown.map((candidate) => <CandidateLine key={candidate.id} candidate={candidate} picked={picked === candidate.id} onPick={() => props.pick(candidate.id)} />)}
      {shown.length < candidates.length && (
        <button type="button" className={classes.more} onClick={() => unfold(true)}>{t('ringStage.morePeople', { count: candidates.length - shown.length })}</button>
      )}
      {choices.map((choice) => <ChoiceLine key={choice.id} choice={choice} picked={picked === choice.id} onPick={() => props.pick(choice.id)} />)}
    </section>
  )
}
