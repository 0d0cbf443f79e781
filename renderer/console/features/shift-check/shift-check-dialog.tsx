import { IconAlertTriangle, IconCheck, IconCircle, IconCircleDot } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { shiftCheckSteps, type ShiftCheck, type ShiftCheckStep, type StepState } from '../../../../shared/calls/shift-check'
import { Dialog } from '../../../ui/dialog'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import { LevelBar } from '../../../ui/level-bar'
import classes from './shift-check.module.css'

export interface ShiftCheckDialogProps {
  readonly check: ShiftCheck
  /** Why it could not begin. */
  readonly problem: string | null
  /** Loudness of the microphone while it is tried. */
  readonly level: number | null
  answer(heard: boolean): void
  again(): void
  onClose(): void
}

/** Microphone, earpiece, line, round trip: half a minute at the beginning of a shift, by the keyboard alone. */
export function ShiftCheckDialog(props: ShiftCheckDialogProps) {
  const { t } = useTranslation()
  const { check, problem, answer, onClose } = props
  const isAsked = check.state === 'running' && check.steps.speaker.state === 'running'
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!isAsked || isComposing(event) || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
    const key = event.key.toLowerCase()
    if (key !== 'y' && key !== 'n') return
    event.preventDefault()
    answer(key === 'y')
  }
  return (
    <Dialog onClose={onClose} title={t('shiftCheck.title')} size={440}>
      <div className={classes.check} onKeyDown={onKeyDown} role="group" aria-label={t('shiftCheck.title')} data-state={check.state}>
        {problem !== null && <p className={classes.problem} role="alert">{t(`shiftCheck.problem.${problem}`)}</p>}
        <ol className={classes.steps} aria-live="polite">
          {shiftCheckSteps.map((step) => <Step key={step} step={step} {...props} isAsked={isAsked} />)}
        </ol>
        <Foot {...props} />
      </div>
    </Dialog>
  )
}

function stateOf(check: ShiftCheck, step: ShiftCheckStep): StepState {
  return check.state === 'idle' ? { state: 'waiting' } : check.steps[step]
}

function Step({ step, check, level, isAsked, answer }: ShiftCheckDialogProps & { readonly step: ShiftCheckStep; readonly isAsked: boolean }) {
  const { t } = useTranslation()
  const now = stateOf(check, step)
  const roundTrip = check.state === 'idle' ? null : check.roundTripMs
  const words = now.state === 'failed'
    ? t(`shiftCheck.failure.${now.failure}`)
    : now.state === 'passed' && step === 'round-trip' && roundTrip !== null
      ? t('shiftCheck.roundTrip', { ms: roundTrip })
      : now.state === 'running' ? t(`shiftCheck.doing.${step}`) : t(`shiftCheck.state.${now.state}`)
  return (
    <li className={classes.step} data-step={step} data-state={now.state}>
      <StepIcon state={now.state} />
      <b>{t(`shiftCheck.step.${step}`)}</b>
      <span>{words}</span>
      {step === 'microphone' && now.state === 'running' && <div className={classes.more}><LevelBar label={t('shiftCheck.level')} level={level} /></div>}
      {step === 'speaker' && isAsked && <div className={classes.more}><Heard answer={answer} /></div>}
    </li>
  )
}

function StepIcon({ state }: { readonly state: StepState['state'] }) {
  const icon = { size: 18, stroke: 2, 'aria-hidden': true }
  if (state === 'passed') return <IconCheck {...icon} />
  if (state === 'failed') return <IconAlertTriangle {...icon} />
  return state === 'running' ? <IconCircleDot {...icon} /> : <IconCircle {...icon} />
}

function Heard({ answer }: { answer(heard: boolean): void }) {
  const { t } = useTranslation()
  const yes = useFocused()
  return (
    <div className={classes.buttons}>
      <button type="button" ref={yes} onClick={() => answer(true)}>{t('shiftCheck.heard')} <Kbd keys="Y" /></button>
      <button type="button" onClick={() => answer(false)}>{t('shiftCheck.notHeard')} <Kbd keys="N" /></button>
    </div>
  )
}

function Foot({ check, again, onClose }: ShiftCheckDialogProps) {
  const { t } = useTranslation()
  if (check.state !== 'done') {
    return (
      <div className={classes.foot}>
        <span>{t('shiftCheck.note')}</span>
        <button type="button" data-autofocus onClick={onClose}>{t('shiftCheck.skip')} <Kbd keys="Esc" /></button>
      </div>
    )
  }
  const failed = shiftCheckSteps.filter((step) => check.steps[step].state === 'failed').length
  return (
    <div className={classes.foot}>
      <b className={classes.verdict} data-ok={failed === 0} role="status">{failed === 0 ? t('shiftCheck.passed') : t('shiftCheck.failed', { count: failed })}</b>
      <button type="button" onClick={again}>{t('shiftCheck.again')}</button>
      <DoneButton onClose={onClose} />
    </div>
  )
}

function DoneButton({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const done = useFocused()
  return <button type="button" ref={done} data-look="main" onClick={onClose}>{t('shiftCheck.done')} <Kbd keys="Enter" /></button>
}

/** The next thing to press has the focus as soon as it is there. */
function useFocused(): React.RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return button
}
