import type { TFunction } from 'i18next'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { refusalToPayHint } from '../../../shared/tickets/tags/form-suggestions'
import { psychologicalOffer, questionsToAsk, scriptText, signalsOf } from '../../../shared/tickets/tags/scripts'
import type { Draft } from '../../../shared/tickets/draft'
import { queryCodeOf } from '../../../shared/tickets/query-code'
import { parseTicketNumber, spokenParts, type TicketNumber } from '../../../shared/tickets/ticket-number'
import { findCategory } from '../../../shared/tickets/taxonomy'
import { DEFAULT_SERVICE_NAME } from '../../../shared/callers/opening'
import { spokenNow } from '../../../shared/tickets/spoken-now'
import { useServices } from '../app/services'
import { usePrintedKeys } from '../app/shell-hooks'
import { useStore } from '../app/use-vanilla-store'
import { DispatchBlock } from '../features/reference/dispatch-block'
import { AnswerBlock, MoreAnswersBlock, QuestionsBlock, ReadOutBlock, SayBlock, ScriptBlock, type ReferenceAnswer } from '../features/reference/reference'
import classes from '../features/reference/reference.module.css'
import { entriesFor, withAnswer } from '../stage/entries-for'
import { useScript } from '../stage/use-script'
import { textOf } from '../stage/stage-model'
import { useStageModel } from '../stage/use-stage-model'
import { dispatchView } from './dispatch-view'
import { usePeople } from './use-people'

/** Beside the form: what to ask, what may be answered, what calms, where it would go. It suggests and fills in nothing. */
export const ReferenceColumn = memo(function ReferenceColumn({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const { book, catalogue, clock, commands, drafts, agent } = useServices()
  const newestBook = useStore(book)
  const { people } = usePeople(draft)
  const model = useStageModel(draft, people)
  const printed = usePrintedKeys()
  const script = useScript(draft, model)
  const category = draft.values.category ?? null
  const answers = useMemo(() => answersFor(textOf(draft), category, draft.knowledgeUsed, catalogue, t), [draft, category, catalogue, t])
  const leaf = category === null ? null : findCategory(category, catalogue.taxonomy)
  const isChild = draft.values.age_band === 'under-14' || draft.values.age_band === '14-15'
  const offer = psychologicalOffer(signalsOf(draft, model.review.suggestions), catalogue.tags)
  const insertEntry = (id: string) => drafts.change(draft.id, (now) => withAnswer(now, id, catalogue.knowledge, t('knowledge.sources')))
  const say = spokenNow(draft, { agentNumber: agent.number, serviceName: DEFAULT_SERVICE_NAME }).map(({ text }) => text)
  const hints = [
    // Asked in Chinese whatever the language of the screen: it is the hotline's own wording, like the scripts.
    leaf === null || leaf.category.agentMustAsk === '' ? null : t('reference.mustAsk', { text: leaf.category.agentMustAsk }),
    refusalToPayHint(model.facts, catalogue.tags.thresholds) === null ? null : t('reference.crime'),
    offer === 'none' ? null : t(offer === 'offer' ? 'reference.psychological' : 'reference.afterSafety'),
  ].filter((hint) => hint !== null)
  return (
    <aside className={classes.column} aria-label={t('reference.tab')} data-testid="reference">
      <section className={classes.block}>
        <div className={classes.head}><h2>{t('reference.tab')}</h2><span className={classes.sub}>{t('reference.follows')}</span></div>
        {hints.map((hint) => <p key={hint} className={classes.sub}>{hint}</p>)}
      </section>
      <SayBlock sentences={say} />
      <QuestionsBlock questions={questionsToAsk(model.review.grading, draft.risks, isChild, catalogue.tags)} />
      <AnswerBlock answers={answers} insertKeys={printed('insert-answer')} insert={insertEntry} />
      {script !== null && (
        <ScriptBlock title={`${script.id} ${catalogue.locale === 'en' ? script.useEn : script.useZh}`} text={scriptText(script, { 人数: draft.values.workers_count ?? null })}
          nextKeys={printed('next-script')} next={() => commands['next-script'].perform()} />
      )}
      <DispatchBlock view={dispatchView(model.proposal, model.deadlines, { catalogue, book: newestBook, now: clock.now() }, t)} />
      <ReadOutBlock
        sentence={parseTicketNumber(draft.number).ok ? t('lifecycle.number.sentence', { ...spokenParts(draft.number as TicketNumber) }) : draft.number}
        code={t('seat.queryCode', { code: queryCodeOf(draft.ticketId) })}
      />
      <MoreAnswersBlock answers={answers} insert={insertEntry} />
    </aside>
  )
})

function answersFor(text: string, category: string | null, used: readonly string[], catalogue: ReturnType<typeof useServices>['catalogue'], t: TFunction): readonly ReferenceAnswer[] {
  return entriesFor(text, category, catalogue).map((entry) => ({
    id: entry.id, question: entry.question, answer: entry.answer, sources: entry.sources.join(t('app.list.clauses')), caution: entry.caution, asOf: entry.asOf,
    confidence: t(`reference.confidence.${entry.confidence}`), isUsed: used.includes(entry.id),
  }))
}
