import { useTranslation } from 'react-i18next'
import classes from './shift.module.css'

export interface SheetSectionWords {
  readonly id: string
  readonly title: string
  readonly lines: readonly string[]
}

/** A sheet as it is read: every section, also the empty ones, so that nothing can be thought forgotten. */
export function SheetView({ sections }: { readonly sections: readonly SheetSectionWords[] }) {
  const { t } = useTranslation()
  return (
    <div className={classes.sheet}>
      {sections.map((section) => (
        <section key={section.id} aria-label={section.title} data-section={section.id}>
          <h3>{section.title}</h3>
          {section.lines.length === 0 ? <p className={classes.empty}>{t('shift.none')}</p> : <ul>{section.lines.map((line, place) => <li key={`${place} ${line}`}>{line}</li>)}</ul>}
        </section>
      ))}
    </div>
  )
}
