import { useTranslation } from 'react-i18next'
import { Kbd } from '../../../ui/kbd'
import classes from './reference.module.css'

/** An answer of the knowledge base as it may be read out. */
export interface ReferenceAnswer {
  readonly id: string
  readonly question: string
  readonly answer: string
  readonly sources: string
  readonly confidence: string
  readonly caution: string
  readonly asOf: string
  readonly isUsed: boolean
}

/** What may be said as far as the talk has come; before anybody is picked it tells nothing of a record. */
export function SayBlock({ sentences }: { readonly sentences: readonly string[] }) {
  const { t } = useTranslation()
  if (sentences.length === 0) return null
  return (
    <section className={classes.block} aria-label={t('reference.say')}>
      <div className={classes.head}><h2>{t('reference.say')}</h2></div>
      {sentences.map((sentence) => <p key={sentence} className={classes.script} data-say>{sentence}</p>)}
    </section>
  )
}

/** What may be answered, with its source; the agent inserts it or not. */
export function AnswerBlock({ answers, insertKeys, insert }: { readonly answers: readonly ReferenceAnswer[]; readonly insertKeys: string | null; insert(id: string): void }) {
  const { t } = useTranslation()
  const [first] = answers
  if (first === undefined) return null
  return (
    <section className={classes.block} aria-label={t('reference.answer')}>
      <div className={classes.head}><h2>{t('reference.answer')}</h2><span className={classes.sub}>{first.id} · {first.confidence}</span></div>
      <p className={classes.question}>{first.question}</p>
      <p className={classes.answer}>{first.answer}</p>
      {first.caution !== '' && <p className={classes.caution}>{first.caution}</p>}
      <p className={classes.sub}>{first.sources}</p>
      <div className={classes.head}>
        <span className={classes.sub}>{t('reference.checked', { at: first.asOf })}</span>
        <button type="button" className={classes.button} disabled={first.isUsed} onClick={() => insert(first.id)}>
          {t(first.isUsed ? 'reference.used' : 'reference.insert')}{insertKeys !== null && !first.isUsed && <Kbd keys={insertKeys} />}
        </button>
      </div>
    </section>
  )
}

/** Other entries that go with the draft; they stand last, so that unit and limits stay in sight. */
export function MoreAnswersBlock({ answers, insert }: { readonly answers: readonly ReferenceAnswer[]; insert(id: string): void }) {
  const { t } = useTranslation()
  if (answers.length < 2) return null
  return (
    <section className={classes.block} aria-label={t('reference.moreAnswers')}>
      <div className={classes.head}><h2>{t('reference.moreAnswers')}</h2></div>
      {answers.slice(1).map((other) => (
        <div key={other.id} className={classes.head}>
          <span className={classes.question}>{other.question}</span>
          <button type="button" className={classes.button} disabled={other.isUsed} aria-label={`${t('reference.insert')} ${other.id}`} onClick={() => insert(other.id)}>{t(other.isUsed ? 'reference.used' : 'reference.insert')}</button>
        </div>
      ))}
    </section>
  )
}

/** Words that calm, for this caller's state; the next one by key. */
export function ScriptBlock({ title, text, nextKeys, next }: { readonly title: string; readonly text: string; readonly nextKeys: string | null; next(): void }) {
  const { t } = useTranslation()
  return (
    <section className={classes.block} aria-label={t('tags.title.script')}>
      <div className={classes.head}>
        <h2>{t('tags.title.script')} <span className={classes.sub} title={title}>{title}</span></h2>
        <button type="button" className={classes.button} onClick={next}>{t('reference.nextScript')}{nextKeys !== null && <Kbd keys={nextKeys} />}</button>
      </div>
      <p className={classes.script} data-testid="script">{text}</p>
    </section>
  )
}

/** The number for life as it is read out, and the code that finds the status without a name. */
export function ReadOutBlock({ sentence, code }: { readonly sentence: string; readonly code: string }) {
  const { t } = useTranslation()
  return (
    <section className={classes.block} aria-label={t('seat.readOut')} data-testid="read-out">
      <div className={classes.head}><h2>{t('seat.readOut')}</h2></div>
      <p className={classes.answer}>{sentence}</p>
      <p className={classes.sub}>{code}</p>
    </section>
  )
}

/** After the submit, while the caller is there: what to write down, in the form in which it is read out. */
export function WriteDownBlock({ number, code, how, isLarge }: { readonly number: string; readonly code: string | null; readonly how: string; readonly isLarge: boolean }) {
  const { t } = useTranslation()
  return (
    <section className={classes.writeDown} aria-label={t('seat.writeDown.title')} data-testid="write-down" data-large={isLarge}>
      <h2>{t('seat.writeDown.title')}</h2>
      <dl>
        <dt>{t('seat.writeDown.number')}</dt><dd>{number}</dd>
        {code !== null && <><dt>{t('seat.writeDown.code')}</dt><dd>{code}</dd></>}
      </dl>
      {code !== null && <p className={classes.sub}>{how}</p>}
    </section>
  )
}

/** What to ask now, one at a time, in this order. */
export function QuestionsBlock({ questions }: { readonly questions: readonly { readonly id: string; readonly text: string }[] }) {
  const { t } = useTranslation()
  if (questions.length === 0) return null
  return (
    <section className={classes.block} aria-label={t('tags.title.questions')}>
      <div className={classes.head}><h2>{t('tags.title.questions')}</h2></div>
      <ol>{questions.map((question, index) => <li key={question.id} className={classes.answer}>{index + 1}. {question.text}</li>)}</ol>
    </section>
  )
}
