import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parsePhoneNumber } from '../../../../shared/callers/phone-number'
import { epochMs } from '../../../../shared/lib/clock'
import type { Draft } from '../../../../shared/tickets/draft'
import { manualChannels, manualStart, typedStart, type ManualStartProblem } from '../../../../shared/tickets/manual-call'
import { formatMoment } from '../../../ui/format-time'
import { Segmented } from '../../../ui/form/segmented'
import { TextInput } from '../../../ui/form/text-input'
import classes from './manual-call.module.css'

export interface ManualCallProps {
  readonly call: Draft['call']
  /** The number as it may be shown: null while the caller is being spoken with, and it can be typed. */
  readonly shownNumber: string | null
  readonly homeArea: string
  now(): number
  change(update: (call: Draft['call']) => Draft['call']): void
}

const longestNumber = 40

/** What a line would have told of a call that none has carried: how, since when, from which number. */
export function ManualCall({ call, shownNumber, homeArea, now, change }: ManualCallProps) {
  const { t } = useTranslation()
  const isUnreadable = call.numberDisplay !== '' && call.historyKey === null && parsePhoneNumber(call.numberDisplay, { homeArea }).kind === 'unknown'
  const setNumber = (typed: string) => {
    const number = parsePhoneNumber(typed, { homeArea })
    const display = typed.trim() === '' ? '' : number.kind === 'unknown' || number.kind === 'anonymous' ? typed.trim() : number.display
    change((same) => ({ ...same, numberDisplay: display, historyKey: number.key }))
  }
  return (
    <section className={classes.block} aria-label={t('manualCall.title')} data-testid="manual-call">
      <h2>{t('manualCall.title')}</h2>
      <Segmented size="inline" label={t('manualCall.channel')} value={call.manual ?? null} onChoose={(manual) => change((same) => ({ ...same, manual }))}
        options={manualChannels.map((value) => ({ value, label: t(`manualCall.channels.${value}`) }))} />
      <div className={classes.row}>
        <span>{t('manualCall.number')}</span>
        {shownNumber === null
          ? <div className={classes.box}><TextInput label={t('manualCall.number')} value={call.numberDisplay} maxLength={longestNumber} inputMode="tel" placeholder={t('manualCall.numberHow')} onChange={setNumber} /></div>
          : <b>{shownNumber}</b>}
      </div>
      {shownNumber === null && isUnreadable && <p className={classes.issue}>{t('manualCall.notANumber')}</p>}
      <StartField call={call} now={now} change={change} />
    </section>
  )
}

function StartField({ call, now, change }: Pick<ManualCallProps, 'call' | 'now' | 'change'>) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(() => typedStart(call.startedAt))
  const [problem, setProblem] = useState<ManualStartProblem | null>(null)
  const onChange = (text: string) => {
    setTyped(text)
    const start = manualStart(text, epochMs(now()))
    setProblem(start.ok ? null : start.error)
    if (start.ok) change((same) => ({ ...same, startedAt: start.value, answeredAt: start.value }))
  }
  return (
    <>
      <label className={classes.row}>
        <span>{t('manualCall.startedAt')}</span>
        <input className={classes.start} type="datetime-local" value={typed} max={typedStart(now())} aria-invalid={problem !== null} onChange={(event) => onChange(event.currentTarget.value)} />
      </label>
      <p className={problem === null ? classes.sub : classes.issue} role={problem === null ? undefined : 'alert'}>
        {problem === null ? t('manualCall.startHow') : t(`manualCall.startProblem.${problem}`, { at: formatMoment(call.startedAt) })}
      </p>
    </>
  )
}
