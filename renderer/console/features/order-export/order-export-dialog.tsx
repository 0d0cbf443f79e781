import { useEffect, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { exportForms, type ExportFilter, type ExportForm } from '../../../../shared/desk-api/order-export'
import type { EpochMs } from '../../../../shared/lib/clock'
import type { Result } from '../../../../shared/lib/result'
import { Dialog } from '../../../ui/dialog'
import { daysOf, spanOf, spanPresets, type ExportDays } from './export-span'
import classes from './order-export.module.css'

export type OrderExportStep =
  | { readonly state: 'choosing'; readonly problem: string | null }
  | { readonly state: 'saving'; readonly saved: number; readonly orders: number }
  | { readonly state: 'done'; readonly saved: number }

export interface ExportChoice {
  readonly code: string
  readonly name: string
}

export interface OrderExportDialogProps {
  readonly now: EpochMs
  readonly categories: readonly ExportChoice[]
  readonly states: readonly ExportChoice[]
  readonly step: OrderExportStep
  count(filter: ExportFilter): Promise<Result<number, string>>
  /** `orders` is what was counted. */
  save(filter: ExportFilter, form: ExportForm, days: ExportDays, orders: number): void
  stop(): void
  onClose(): void
}

interface Chosen {
  readonly days: ExportDays
  readonly category: string
  readonly state: string
  readonly form: ExportForm
}

/** Which orders, in which form, and how many that are; then how far it has come, and how many are in the file. */
export function OrderExportDialog(props: OrderExportDialogProps) {
  const { t } = useTranslation()
  const { step, stop, onClose } = props
  // Kept while it is being written: what failed is tried again as it was chosen.
  const [chosen, setChosen] = useState<Chosen>(() => ({ days: daysOf('today', props.now), category: '', state: '', form: 'csv' }))
  // Closed by a slip while it is being written, nobody would know what became of it.
  const close = step.state === 'saving' ? () => undefined : onClose
  return (
    <Dialog onClose={close} withCloseButton={step.state !== 'saving'} title={t('orderExport.title')} size={560}>
      {step.state === 'choosing' ? <Choosing {...props} problem={step.problem} chosen={chosen} choose={(change) => setChosen((before) => ({ ...before, ...change }))} /> : step.state === 'saving' ? (
        <div className={classes.form} data-testid="order-export-saving">
          <p role="status">{t('orderExport.saving', { saved: step.saved, count: step.orders })}</p>
          <progress max={Math.max(1, step.orders)} value={step.saved} aria-label={t('orderExport.title')} />
          <div className={classes.buttons}><button type="button" autoFocus onClick={stop}>{t('orderExport.stop')}</button></div>
        </div>
      ) : (
        <div className={classes.form} data-testid="order-export-done">
          <p className={classes.done} role="status">{t('orderExport.done', { count: step.saved })}</p>
          <p>{t('orderExport.keepSafe')}</p>
          <div className={classes.buttons}><button type="button" className={classes.primary} data-autofocus autoFocus onClick={onClose}>{t('app.common.close')}</button></div>
        </div>
      )}
    </Dialog>
  )
}

interface ChoosingProps extends OrderExportDialogProps {
  readonly problem: string | null
  readonly chosen: Chosen
  choose(change: Partial<Chosen>): void
}

function Choosing({ now, categories, states, problem: failed, count, save, onClose, chosen, choose: change }: ChoosingProps) {
  const { t } = useTranslation()
  const [isRead, setIsRead] = useState(false)
  // What failed is told until something else is asked for.
  const problem = isRead ? null : failed
  const choose = (wish: Partial<Chosen>) => {
    setIsRead(true)
    change(wish)
  }
  const { days, category, state, form } = chosen
  const filter = filterOf(chosen)
  const [tries, setTries] = useState(0)
  const counted = useCount(filter, count, tries)
  const orders = counted?.ok === true ? counted.value : null
  const isReady = filter !== null && orders !== null && orders > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) save(filter, form, days, orders)
  }
  const isChosen = (preset: ExportDays) => preset.first === days.first && preset.last === days.last
  return (
    <form className={classes.form} onSubmit={submit} data-testid="order-export">
      <p>{t('orderExport.note')}</p>
      <fieldset>
        <legend>{t('orderExport.span')}</legend>
        {spanPresets.map((preset, index) => (
          <button key={preset} type="button" data-autofocus={index === 0 ? true : undefined} aria-pressed={isChosen(daysOf(preset, now))} onClick={() => choose({ days: daysOf(preset, now) })}>{t(`orderExport.preset.${preset}`)}</button>
        ))}
        <div className={classes.row}>
          <label>{t('orderExport.first')} <input type="date" name="first" required value={days.first} onChange={(event) => choose({ days: { ...days, first: event.currentTarget.value } })} /></label>
          <label>{t('orderExport.last')} <input type="date" name="last" required value={days.last} onChange={(event) => choose({ days: { ...days, last: event.currentTarget.value } })} /></label>
        </div>
      </fieldset>
      <div className={classes.row}>
        <Choice label={t('fields.category')} all={t('orderExport.all')} choices={categories} value={category} choose={(code) => choose({ category: code })} />
        <Choice label={t('orderExport.head.state')} all={t('orderExport.all')} choices={states} value={state} choose={(code) => choose({ state: code })} />
      </div>
      {category !== '' && <p>{t('orderExport.noSecret')}</p>}
      <fieldset>
        <legend>{t('orderExport.form')}</legend>
        {exportForms.map((each) => <label key={each}><input type="radio" name="form" checked={form === each} onChange={() => choose({ form: each })} /> {t(`orderExport.forms.${each}`)}</label>)}
      </fieldset>
      <div className={classes.facts}>
        <span role="status" data-testid="order-export-count">{filter === null ? t('orderExport.noSpan') : counted === null ? t('orderExport.counting') : counted.ok ? t('orderExport.count', { count: counted.value }) : t(counted.error === problem ? 'orderExport.notCounted' : `orderExport.problem.${counted.error}`)}</span>
        {filter !== null && counted?.ok === false && <button type="button" onClick={() => { setIsRead(true); setTries(tries + 1) }}>{t('orderExport.countAgain')}</button>}
      </div>
      {problem !== null && <p role="alert" className={classes.problem}>{t(`orderExport.problem.${problem}`)}</p>}
      <div className={classes.buttons}>
        <button type="submit" className={classes.primary} disabled={!isReady}>{t('orderExport.save')}</button>
        <button type="button" onClick={onClose}>{t('app.common.cancel')}</button>
      </div>
    </form>
  )
}

function Choice({ label, all, choices, value, choose }: { readonly label: string; readonly all: string; readonly choices: readonly ExportChoice[]; readonly value: string; choose(code: string): void }) {
  return (
    <label>{label}{' '}
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{all}</option>
        {choices.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
      </select>
    </label>
  )
}

function filterOf({ days, category, state }: Chosen): ExportFilter | null {
  const span = spanOf(days)
  return span === null ? null : { ...span, ...(category === '' ? {} : { category }), ...(state === '' ? {} : { state }) }
}

/** How many orders that are, asked anew whenever it is about others; null until it is known. */
function useCount(filter: ExportFilter | null, count: OrderExportDialogProps['count'], tries: number): Result<number, string> | null {
  const [known, setKnown] = useState<{ readonly about: string; readonly answer: Result<number, string> } | null>(null)
  const about = JSON.stringify({ filter, tries })
  useEffect(() => {
    let isCurrent = true
    const wanted = JSON.parse(about) as { readonly filter: ExportFilter | null }
    if (wanted.filter !== null) void count(wanted.filter).then((answer) => isCurrent && setKnown({ about, answer }))
    return () => {
      isCurrent = false
    }
  }, [about, count])
  return known?.about === about ? known.answer : null
}
