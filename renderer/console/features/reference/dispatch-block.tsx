import { useTranslation } from 'react-i18next'
import classes from './reference.module.css'

export interface StripDay {
  readonly key: string
  readonly label: string
  readonly title: string
  readonly kind: 'working' | 'off' | 'paused'
  readonly isDue: boolean
  readonly isMakeUp: boolean
}

export interface DispatchView {
  /** What is proposed, in words: 转派单, 直接答复 ... */
  readonly kind: string
  readonly rules: string
  readonly units: readonly { readonly role: string; readonly name: string; readonly isLead: boolean }[]
  readonly notes: readonly string[]
  readonly missing: readonly string[]
  readonly warnings: readonly string[]
  readonly limits: readonly { readonly name: string; readonly value: string; readonly aside: string; readonly isMain: boolean }[]
  readonly strip: readonly StripDay[]
}

/** Where the order would go and by when; a proposal, the dispatcher decides. */
export function DispatchBlock({ view }: { readonly view: DispatchView }) {
  const { t } = useTranslation()
  return (
    <section className={classes.block} aria-label={t('dispatch.title')} data-testid="dispatch">
      <div className={classes.head}><h2>{t('dispatch.title')}</h2><span className={classes.sub}>{view.rules}</span></div>
      {view.warnings.map((warning) => <p key={warning} className={classes.warn}>{warning}</p>)}
      {view.units.length === 0 ? <p>{view.kind}</p> : (
        <div className={classes.units}>
          {view.units.map((unit) => (
            <Unit key={unit.role + unit.name} role={unit.role} name={unit.name} isLead={unit.isLead} />
          ))}
        </div>
      )}
      {view.missing.length > 0 && <p className={classes.sub}>{view.missing.join(t('app.list.clauses'))}</p>}
      {view.notes.map((note) => <p key={note} className={classes.sub}>{note}</p>)}
      {view.limits.length > 0 && (
        <dl className={classes.limits}>
          {view.limits.map((limit) => (
            <Limit key={limit.name} name={limit.name} value={limit.value} aside={limit.aside} isMain={limit.isMain} />
          ))}
        </dl>
      )}
      {view.strip.length > 0 && (
        <div className={classes.strip} role="img" aria-label={view.strip.map((day) => day.title).join(t('app.list.items'))}>
          {view.strip.map((day) => (
            <span key={day.key} className={classes.day} data-kind={day.kind} data-due={day.isDue} data-makeup={day.isMakeUp} title={day.title}>{day.label}</span>
          ))}
        </div>
      )}
    </section>
  )
}

function Unit({ role, name, isLead }: { readonly role: string; readonly name: string; readonly isLead: boolean }) {
  return <><span className={classes.role} data-look={isLead ? 'lead' : 'plain'}>{role}</span>{isLead ? <b>{name}</b> : <span>{name}</span>}</>
}

function Limit({ name, value, aside, isMain }: { readonly name: string; readonly value: string; readonly aside: string; readonly isMain: boolean }) {
  return <><dt>{name}</dt><dd>{isMain ? <b>{value}</b> : value}</dd><dd className={classes.aside}>{aside}</dd></>
}
