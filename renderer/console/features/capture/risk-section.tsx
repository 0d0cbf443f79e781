import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../../shared/tickets/draft'
import type { Severity } from '../../../../shared/tickets/tags/levels'
import type { Grading } from '../../../../shared/tickets/tags/severity'
import type { Proposal } from '../../../../shared/tickets/tags/proposals'
import type { SuggestionState, TaggingProblem } from '../../../../shared/tickets/tags/suggestion-state'
import { Check } from '../../../ui/form/check'
import { ChoiceGrid, type GridRow } from '../../../ui/form/choice-grid'
import { Disclosure } from '../../../ui/form/disclosure'
import { isComposing } from '../../../ui/is-composing'
import { formatMinute } from '../../../ui/format-time'
import { SeverityBadge, SeverityShape } from '../../../ui/severity-badge'
import { useCapture } from './capture-context'
import type { CaptureLists } from './capture-lists'
import { gradeWords } from './grade-words'
import classes from './risk-section.module.css'
import { SuggestionLine } from './suggestion-line'
import type { AskTagging } from './use-tagging'

const levels: readonly Severity[] = ['BLUE', 'YELLOW', 'ORANGE', 'RED']

/** Confirmed tags, suggestions to answer, tags by hand, and the tick that there is none. */
export function RiskSection(props: {
  readonly draft: Pick<Draft, 'risks' | 'noRisk' | 'asks'>
  readonly grading: Grading
  readonly suggestions: readonly SuggestionState[]
  /** What the keys answer; may be a feeling. */
  readonly answering: Proposal | null
  readonly refusing: string | null
  readonly problem: TaggingProblem | null
  /** The menu of tags: closed, open at its first line (empty) or at that tag. */
  readonly menu: string | null
  setMenu(at: string | null): void
  ask: AskTagging
  /** Puts the wish to take that tag down before a lead. */
  askLead(code: string, from: Severity, reason: string): void
  /** The problem has been read. */
  forget(): void
  setRefusing(code: string | null): void
}) {
  const { t } = useTranslation()
  const { lists, asksLead } = useCapture()
  const { menu, setMenu } = props
  const { draft, grading, ask, problem } = props
  const word = lists.locale === 'en' ? 'en' : 'zh'
  const levelWord = (level: Severity) => lists.tags.severities.find((each) => each.code === level)?.[word] ?? level
  const grounds = gradeWords(grading, lists, t)

  const pick = (code: string, level: string) => {
    const current = draft.risks.find((risk) => risk.code === code)
    if (current?.severity === level) ask({ type: 'lowered', code, to: null, approval: null })
    else ask({ type: 'ticked', code, severity: level as Severity })
  }
  return (
    <section className={classes.section} aria-label={t('tags.title.risk')}>
      <div className={classes.title}>
        <h2>{t('tags.title.risk')}</h2>
        {grading.severity !== null && <SeverityBadge severity={grading.severity} look="solid" label={levelWord(grading.severity)} />}
        <span className={classes.muted} title={grounds.join('\n')}>{grounds[0] ?? ''}</span>
        <div className={classes.foot}>
          <Disclosure
            opened={menu !== null}
            label={t('capture.addRisk')}
            onClose={() => {
              setMenu(null)
              props.forget()
            }}
            target={<button type="button" className={classes.button} aria-expanded={menu !== null} onClick={() => setMenu(menu === null ? '' : null)}>{t('capture.addRisk')}</button>}
          >
            {problem?.code === 'lead-needed'
              ? asksLead
                  ? <AskLead problem={problem} ask={(reason) => { props.askLead(problem.tag, problem.from, reason); setMenu(null); props.forget() }} />
                  : <LeadApproval problem={problem} ask={ask} />
              : <ChoiceGrid key={menu} label={t('capture.addRisk')} startRow={menu ?? undefined} rows={riskRows(draft.risks, lists, word, levelWord)} onPick={pick} />}
            {problem !== null && problem.code !== 'lead-needed' && <Problem problem={problem} />}
          </Disclosure>
          <Check checked={draft.noRisk} disabled={draft.risks.length > 0} onChange={(isStated) => ask({ type: 'no-risk-stated', isStated })}>{t('tags.noRisk')}</Check>
        </div>
      </div>
      {menu === null && problem !== null && <Problem problem={problem} />}
      <ul>
        {props.suggestions.map((suggestion) => (
          <SuggestionLine
            key={suggestion.proposal.code}
            suggestion={suggestion}
            isFirst={suggestion.proposal === props.answering}
            isRefusing={props.refusing === suggestion.proposal.code}
            accept={() => ask({ type: 'accepted', proposal: suggestion.proposal })}
            refuse={(reason) => {
              if (reason === null && suggestion.proposal.level === 'RED') props.setRefusing(suggestion.proposal.code)
              else ask({ type: 'refused', proposal: suggestion.proposal, reason })
            }}
            cancel={() => props.setRefusing(null)}
          />
        ))}
        {draft.risks.map((risk) => (
          <li key={risk.code} className={classes.line} data-risk={risk.code}>
            <div className={classes.head}>
              <SeverityBadge severity={risk.severity} look="tint" label={levelWord(risk.severity)} />
              <b className={classes.name}>{lists.risk(risk.code)}</b>
              <span className={classes.muted} title={lists.riskCriterion(risk.code, risk.severity) ?? ''}>{lists.riskCriterion(risk.code, risk.severity)}</span>
              <button type="button" className={classes.time} aria-label={`${t('tags.confirmedAt', { time: formatMinute(risk.confirmedAt) })} · ${t('capture.changeRisk', { risk: lists.risk(risk.code) })}`} onClick={() => setMenu(menu === null ? risk.code : null)}>
                {t('tags.confirmedAt', { time: formatMinute(risk.confirmedAt) })}
              </button>
            </div>
            {draft.asks?.some((each) => each.code === risk.code && each.from === risk.severity) === true && <p className={classes.muted}>{t('capture.leadAsked')}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Problem({ problem }: { readonly problem: TaggingProblem }) {
  const { t } = useTranslation()
  const { lists } = useCapture()
  const words = 'tag' in problem ? { risk: lists.risk(problem.tag) } : { most: problem.most }
  return <p className={classes.problem} role="alert">{t(`tags.problem.${problem.code}`, words)}</p>
}

/** Taking ORANGE or RED down is the duty lead's word, with a reason. */
function LeadApproval({ problem, ask }: { readonly problem: Extract<TaggingProblem, { code: 'lead-needed' }>; ask: AskTagging }) {
  const { t } = useTranslation()
  const { lists } = useCapture()
  const [lead, setLead] = useState('')
  const [reason, setReason] = useState('')
  const name = useRef<HTMLInputElement>(null)
  useEffect(() => name.current?.focus(), [])
  const word = lists.locale === 'en' ? 'en' : 'zh'
  const from = lists.tags.severities.find((each) => each.code === problem.from)?.[word] ?? problem.from
  return (
    <div className={classes.approval}>
      <p className={classes.problem} role="alert">{t('tags.problem.lead-needed', { from })}</p>
      <input ref={name} className={classes.input} aria-label={t('capture.leadName')} placeholder={t('capture.leadName')} value={lead} maxLength={40} onChange={(event) => setLead(event.target.value)} />
      <input className={classes.input} aria-label={t('capture.reason')} placeholder={t('capture.reason')} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      <button type="button" className={classes.button} disabled={lead.trim() === '' || reason.trim() === ''} onClick={() => ask({ type: 'lowered', code: problem.tag, to: 'wanted', approval: { lead: lead.trim(), reason: reason.trim() } })}>
        {t('capture.lower')}
      </button>
    </div>
  )
}

/** The same where leads sign in: only the reason is the agent's; the tag stands until a lead has agreed. */
function AskLead({ problem, ask }: { readonly problem: Extract<TaggingProblem, { code: 'lead-needed' }>; ask(reason: string): void }) {
  const { t } = useTranslation()
  const { lists } = useCapture()
  const [reason, setReason] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const word = lists.locale === 'en' ? 'en' : 'zh'
  const from = lists.tags.severities.find((each) => each.code === problem.from)?.[word] ?? problem.from
  const perform = () => reason.trim() !== '' && ask(reason.trim())
  return (
    <div className={classes.approval}>
      <p className={classes.problem} role="alert">{t('capture.leadDecides', { from })}</p>
      <input
        ref={field} className={classes.input} aria-label={t('capture.reason')} placeholder={t('capture.reason')} value={reason} maxLength={200}
        onChange={(event) => setReason(event.target.value)} onKeyDown={(event) => event.key === 'Enter' && !isComposing(event) && perform()}
      />
      <button type="button" className={classes.button} disabled={reason.trim() === ''} onClick={perform}>{t('capture.askLead')}</button>
    </div>
  )
}

function riskRows(risks: Draft['risks'], lists: CaptureLists, word: 'zh' | 'en', levelWord: (level: Severity) => string): readonly GridRow[] {
  return lists.tags.risks.map((risk) => ({
    key: risk.code,
    name: risk[word],
    cells: levels.map((level) => {
      const criterion = risk.criteria.find((each) => each.level === level)
      if (criterion === undefined) return null
      return {
        key: level,
        label: <span className={classes.cell} data-severity={level}><SeverityShape severity={level} />{levelWord(level)}</span>,
        name: `${risk[word]} ${levelWord(level)}`,
        isOn: risks.some((each) => each.code === risk.code && each.severity === level),
        hint: criterion[word],
      }
    }),
  }))
}
