import { NativeSelect, TextInput } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isMobile, maskDialled, type GoLiveCheck, type GoLiveEvidence } from '../../../../shared/golive/go-live-check'
import type { AdministrationTools } from './administration-port'
import classes from './go-live.module.css'
import type { TrialCall } from './trial-call'
import { useTrialCall } from './use-trial-call'

export interface GoLiveDialProps {
  readonly check: GoLiveCheck
  readonly tools: AdministrationTools
  readonly busy: boolean
  show(evidence: GoLiveEvidence): void
}

const diallable = /^\+?[0-9*#]{2,24}$/

/** A number is dialled from here; once the call is over whoever dialled says what was heard. */
export function GoLiveDial({ check, tools, busy, show }: GoLiveDialProps) {
  const { t } = useTranslation()
  const { line, dutyList } = tools
  const { trial, dial, hangUp, clear } = useTrialCall(line)
  const [number, setNumber] = useState(check.number ?? dutyList.find((contact) => isMobile(contact.number))?.number ?? dutyList[0]?.number ?? '')
  const [note, setNote] = useState('')
  const { practice, dial: canDial } = line.snapshot().capabilities
  const isUnderWay = trial.kind === 'asked' || trial.kind === 'under-way'
  const tell = (heard: boolean) => {
    if (trial.kind !== 'over') return
    const { startedAt, answeredAt, endedAt, sipCode } = trial
    clear()
    show({ kind: 'dialled', number: maskDialled(trial.number), toMobile: isMobile(trial.number), startedAt, answeredAt, endedAt, sipCode, heard, note: note.trim() })
  }
  if (practice || !canDial) return <p className={classes.problem}>{t(practice ? 'administration.goLive.practice' : 'administration.goLive.noLine')}</p>
  return (
    <form className={classes.form} noValidate onSubmit={(event) => {
      event.preventDefault()
      if (!isUnderWay && diallable.test(number)) dial(number)
    }}>
      {check.number === null && dutyList.length > 0 && (
        <NativeSelect
          label={t('administration.goLive.duty')} value={number} disabled={isUnderWay} onChange={(event) => setNumber(event.currentTarget.value)}
          data={dutyList.map((contact) => ({ value: contact.number, label: `${contact.name} ${contact.number}` }))}
        />
      )}
      {check.number === null && dutyList.length === 0 && <p className={classes.problem}>{t('administration.goLive.noDuty')}</p>}
      <TextInput label={t('administration.goLive.number')} description={t('administration.goLive.numberNote')} value={number} disabled={isUnderWay} inputMode="tel" onChange={(event) => setNumber(event.currentTarget.value.replace(/[\s-]/g, ''))} />
      {check.number === null && number !== '' && !isMobile(number) && <p className={classes.problem}>{t('administration.goLive.notMobile')}</p>}
      <p role="status" className={classes.trial}>{trialWords(trial, t)}</p>
      {trial.kind === 'over' ? (
        <>
          <TextInput label={t('administration.goLive.note')} value={note} maxLength={200} onChange={(event) => setNote(event.currentTarget.value)} />
          <div className={classes.buttons}>
            {trial.answeredAt !== null && <button type="button" autoFocus className={classes.primary} disabled={busy} onClick={() => tell(true)}>{t('administration.goLive.heard')}</button>}
            <button type="button" autoFocus={trial.answeredAt === null} disabled={busy} onClick={() => tell(false)}>{t('administration.goLive.notHeard')}</button>
            <button type="button" onClick={clear}>{t('administration.goLive.notCounted')}</button>
          </div>
        </>
      ) : (
        <div className={classes.buttons}>
          <button type="submit" className={classes.primary} disabled={isUnderWay || busy || !diallable.test(number)}>{t('administration.goLive.dial')}</button>
          {trial.kind === 'under-way' && <button type="button" onClick={hangUp}>{t('administration.goLive.hangUp')}</button>}
        </div>
      )}
    </form>
  )
}

function trialWords(trial: TrialCall, t: TFunction): string {
  switch (trial.kind) {
    case 'none':
      return ''
    case 'asked':
      return t('administration.goLive.trial.asked')
    case 'refused':
      return t('administration.goLive.trial.refused')
    case 'under-way':
      return t(trial.answeredAt === null ? 'administration.goLive.trial.ringing' : 'administration.goLive.trial.talking')
    case 'over':
      return t(trial.answeredAt === null ? 'administration.goLive.trial.notAnswered' : 'administration.goLive.trial.over', { code: trial.sipCode ?? '' })
  }
}
