import { useId, type KeyboardEvent, type ReactNode } from 'react'
import classes from './shift.module.css'

export interface TabLine<T extends string> {
  readonly id: T
  readonly label: string
  /** What waits in it; 0 is not shown. */
  readonly count: number
}

/** Parts of one screen side by side. Left and right go from one to the next (WAI-ARIA, tabs with automatic activation). */
export function ShiftTabs<T extends string>({ label, tabs, chosen, choose, age, children }: {
  readonly label: string
  readonly tabs: readonly TabLine<T>[]
  readonly chosen: T
  choose(tab: T): void
  readonly age: ReactNode
  readonly children: ReactNode
}) {
  const id = useId()
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = tabs[(tabs.findIndex((tab) => tab.id === chosen) + step + tabs.length) % tabs.length]
    if (step === 0 || next === undefined) return
    event.preventDefault()
    choose(next.id)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus()
  }
  return (
    <section className={classes.page} aria-label={label} data-testid="shift">
      <div role="tablist" tabIndex={-1} aria-label={label} className={classes.tabs} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button key={tab.id} type="button" role="tab" id={`${id}-${tab.id}`} data-tab={tab.id} aria-selected={tab.id === chosen} aria-controls={`${id}-panel`} tabIndex={tab.id === chosen ? 0 : -1} onClick={() => choose(tab.id)}>
            {tab.label}{tab.count > 0 && <span className={classes.count}>{tab.count}</span>}
          </button>
        ))}
      </div>
      {age}
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`} className={classes.panel}>{children}</div>
    </section>
  )
}
