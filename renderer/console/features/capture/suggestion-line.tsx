import type { TFunction } from 'i18next'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Evidence } from '../../../../shared/tickets/tags/proposals'
import type { Severity } from '../../../../shared/tickets/tags/levels'
import type { SuggestionState } from '../../../../shared/tickets/tags/suggestion-state'
import { formatFenShort } from '../../../../shared/tickets/fields/format-money'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import { SeverityBadge } from '../../../ui/severity-badge'
import { useCapture } from './capture-context'
import classes from './risk-section.module.css'

/** A tag that the words or the form bring up, with what it came from and its two answers. */
export function SuggestionLine(props: {
  readonly suggestion: SuggestionState
  /** The one that the keys answer. */
  readonly isFirst: boolean
  readonly isRefusing: boolean
  accept(): void
  refuse(reason: string | null): void
  cancel(): void
}) {
  const { t } = useTranslation()
  const { lists, keysOf } = useCapture()
  const { proposal, status } = props.suggestion
  const word = lists.locale === 'en' ? 'en' : 'zh'
  const level = proposal.level as Severity
  const levelWord = lists.tags.severities.find((each) => each.code === level)?.[word] ?? level
  const yes = props.isFirst ? keysOf('suggestion-yes') : null
  const no = props.isFirst ? keysOf('suggestion-no') : null
  const why = proposal.evidence.map((each) => evidenceWords(each, t, word)).join(' · ')
  const answers = (
    <span className={classes.answers}>
      <button type="button" className={classes.button} onClick={props.accept}>{t('tags.answer.yes')}{yes !== null && <Kbd keys={yes} />}</button>
      <button type="button" className={classes.button} aria-expanded={level === 'RED' ? props.isRefusing : undefined} onClick={() => props.refuse(null)}>{t('tags.answer.no')}{no !== null && <Kbd keys={no} />}</button>
    </span>
  )
  return (
    <li className={classes.line} data-suggestion={proposal.code}>
      <div className={classes.head}>
        <SeverityBadge severity={level} look="outline" label={levelWord} />
        <b className={classes.name} title={lists.risk(proposal.code)}>{lists.risk(proposal.code)}</b>
        <span className={classes.chip} data-state={status}>{t(status === 'denied' ? 'tags.state.denied' : 'capture.suggested')}</span>
        {!props.isFirst && <><span className={classes.muted} title={why}>{why}</span>{answers}</>}
      </div>
      {props.isFirst && <div className={classes.head}><span className={classes.why} title={why}>{why}</span>{answers}</div>}
      {props.isRefusing && <WhyNot label={t('tags.answer.whyNot')} choose={props.refuse} cancel={props.cancel} />}
    </li>
  )
}

/** Saying no to RED takes one more key: why not. */
function WhyNot({ label, choose, cancel }: { readonly label: string; choose(reason: string): void; cancel(): void }) {
  const { lists } = useCapture()
  const group = useRef<HTMLDivElement>(null)
  const word = lists.locale === 'en' ? 'en' : 'zh'
  const reasons = lists.tags.redNoReasons
  useEffect(() => {
    const before = document.activeElement
    group.current?.querySelector('button')?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <div
      ref={group}
      role="group"
      aria-label={label}
      className={classes.reasons}
      onKeyDown={(event) => {
        if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return
        const reason = reasons.find((each) => each.key === event.key)
        if (event.key === 'Escape') cancel()
        else if (reason !== undefined) choose(reason.code)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <span className={classes.muted}>{label}</span>
      {reasons.map((reason) => (
        <button key={reason.code} type="button" className={classes.button} onClick={() => choose(reason.code)}><Kbd keys={reason.key} />{reason[word]}</button>
      ))}
    </div>
  )
}

function evidenceWords(evidence: Evidence, t: TFunction, word: 'zh' | 'en'): string {
  if (evidence.from === 'text') return [t('capture.quoted', { words: evidence.phrase }), evidence.verify ? t('tags.verify') : '', evidence.note].filter((part) => part !== '').join(' ')
  if (evidence.from === 'rule') return t(`tags.evidence.${evidence.rule}`)
  const { reason } = evidence
  return t(`tags.evidence.${reason.code}`, {
    ...reason,
    ...('fen' in reason ? { amount: t('capture.yuan', { amount: formatFenShort(reason.fen) }) } : {}),
    ...('zh' in reason ? { period: reason[word] } : {}),
  })
}
