import { useId, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { AdministrationPort, AdministrationTools } from './administration-port'
import classes from './administration.module.css'
import { AuditSection } from './audit-section'
import { GoLiveSection } from './go-live-section'
import { PeopleSection } from './people-section'
import { RecordsSection } from './records-section'
import { SeatsSection } from './seats-section'
import { TakesFocus } from './takes-focus'
import { WorkbookSection } from './workbook-section'

export const administrationTabs = ['people', 'seats', 'queues', 'units', 'categories', 'figures', 'limits', 'calendar', 'policies', 'workbook', 'goLive', 'audit'] as const
export type AdministrationTab = (typeof administrationTabs)[number]

export interface AdministrationProps {
  readonly desk: AdministrationPort
  readonly tools: AdministrationTools
  /** What this person's roles allow. */
  readonly tabs: readonly AdministrationTab[]
  /** The day of the desk, `yyyy-mm-dd`. */
  readonly today: string
}

/** The shared desk's lists. Left and right go from one to the next (WAI-ARIA, tabs with automatic activation). */
export function Administration({ desk, tools, tabs, today }: AdministrationProps) {
  const { t } = useTranslation()
  const [{ tab: chosen, byArrow }, choose] = useState<{ readonly tab: AdministrationTab; readonly byArrow: boolean }>({ tab: tabs[0] ?? 'people', byArrow: false })
  const id = useId()
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const next = tabs[(tabs.indexOf(chosen) + step + tabs.length) % tabs.length]
    if (next === undefined) return
    event.preventDefault()
    choose({ tab: next, byArrow: true })
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus()
  }
  return (
    <section className={classes.page} aria-label={t('administration.title')} data-testid="administration">
      <div role="tablist" tabIndex={-1} aria-label={t('administration.title')} className={classes.tabs} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button key={tab} type="button" role="tab" id={`${id}-${tab}`} data-tab={tab} aria-selected={tab === chosen} aria-controls={`${id}-panel`} tabIndex={tab === chosen ? 0 : -1} onClick={() => choose({ tab, byArrow: false })}>
            {t(`administration.tab.${tab}`)}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`} className={classes.panel}>
        <TakesFocus value={!byArrow}><Section key={chosen} tab={chosen} desk={desk} tools={tools} today={today} /></TakesFocus>
      </div>
    </section>
  )
}

function Section({ tab, desk, tools, today }: { readonly tab: AdministrationTab } & Pick<AdministrationProps, 'desk' | 'tools' | 'today'>) {
  switch (tab) {
    case 'people':
      return <PeopleSection desk={desk} />
    case 'seats':
      return <SeatsSection desk={desk} />
    case 'workbook':
      return <WorkbookSection desk={desk} saveTable={tools.saveTable} />
    case 'goLive':
      return <GoLiveSection desk={desk} tools={tools} today={today} />
    case 'audit':
      return <AuditSection desk={desk} today={today} />
    default:
      return <RecordsSection desk={desk} kind={tab} />
  }
}
