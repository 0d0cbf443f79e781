import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GoLiveEvidence } from '../../../../shared/golive/go-live-check'
import type { AdministrationProblem, AdministrationTools } from './administration-port'
import { GoLiveDial } from './go-live-dial'
import classes from './go-live.module.css'
import { evidenceWords, findingWords, lightWords, whoWords, type ShownLine } from './go-live-words'

export interface GoLiveDetailProps {
  readonly line: ShownLine
  readonly tools: AdministrationTools
  readonly today: string
  readonly busy: boolean
  readonly problem: AdministrationProblem | null
  show(evidence: GoLiveEvidence): void
}

/** One check: why it has its light, how it is shown, and what was shown before. */
export function GoLiveDetail({ line, tools, today, busy, problem, show }: GoLiveDetailProps) {
  const { t } = useTranslation()
  const { check, light, results, finding } = line
  const title = t(`administration.goLive.check.${check.id}`)
  return (
    <section className={classes.detail} aria-label={title}>
      <h3>{title}</h3>
      <p className={classes.state} data-light={light.light}>{lightWords(line, t)}</p>
      <p>{t(`administration.goLive.how.${check.id}`)}</p>
      {finding !== null && light.light === 'green' && <p>{findingWords(finding, t)}</p>}
      <Proof line={line} tools={tools} today={today} busy={busy} show={show} />
      {problem !== null && <p role="alert" className={classes.problem}>{t(`administration.problem.${problem}`)}</p>}
      {results.length > 0 && (
        <>
          <h4>{t('administration.goLive.earlier')}</h4>
          <ol className={classes.results}>{results.map((result) => <li key={result.at}><b>{whoWords(result, t)}</b><span>{evidenceWords(result.evidence, t)}</span></li>)}</ol>
        </>
      )}
    </section>
  )
}

function Proof({ line: { check }, tools, today, busy, show }: Omit<GoLiveDetailProps, 'problem'>) {
  const { t } = useTranslation()
  const { line } = tools
  switch (check.proof) {
    case 'dial':
      return <GoLiveDial check={check} tools={tools} busy={busy} show={show} />
    case 'line':
      return (
        <button type="button" className={classes.primary} disabled={busy} onClick={() => {
          const { registration } = line.snapshot()
          show({ kind: 'line', isRegistered: registration.state === 'registered', provenAt: registration.state === 'registered' ? registration.provenAt : null })
        }}>{t('administration.goLive.tellLine')}</button>
      )
    case 'statement':
      return <Statement today={today} hasUntil={false} busy={busy} show={show} />
    case 'desk':
      return check.id === 'certificates' ? <Statement today={today} hasUntil busy={busy} show={show} /> : null
  }
}

/** What somebody has done and puts their name to; `hasUntil`: with the day until which it holds. */
function Statement({ today, hasUntil, busy, show }: { readonly today: string; readonly hasUntil: boolean; readonly busy: boolean; show(evidence: GoLiveEvidence): void }) {
  const { t } = useTranslation()
  const [on, setOn] = useState(hasUntil ? '' : today)
  const [note, setNote] = useState('')
  const [isTold, setTold] = useState(false)
  const isDayWrong = on === '' || (!hasUntil && on > today)
  return (
    <form className={classes.form} noValidate onSubmit={(event) => {
      event.preventDefault()
      setTold(true)
      if (isDayWrong || note.trim() === '') return event.currentTarget.querySelector<HTMLElement>(isDayWrong ? '[name="on"]' : '[name="note"]')?.focus()
      return show({ kind: 'statement', on: hasUntil ? today : on, until: hasUntil ? on : null, note: note.trim() })
    }}>
      <TextInput name="on" type="date" label={t(hasUntil ? 'administration.goLive.until' : 'administration.goLive.on')} value={on} error={isTold && isDayWrong ? t('administration.goLive.wrongDay') : null} onChange={(event) => setOn(event.currentTarget.value)} />
      <TextInput name="note" label={t(hasUntil ? 'administration.goLive.certificateNote' : 'administration.goLive.restoreNote')} value={note} maxLength={200} error={isTold && note.trim() === '' ? t('administration.goLive.wrongNote') : null} onChange={(event) => setNote(event.currentTarget.value)} />
      <button type="submit" className={classes.primary} disabled={busy}>{t('administration.goLive.state')}</button>
    </form>
  )
}
