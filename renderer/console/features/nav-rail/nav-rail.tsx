import type { ReactNode } from 'react'
import classes from './nav-rail.module.css'

export interface NavItem {
  readonly id: string
  readonly label: string
  readonly icon: ReactNode
  readonly badge?: number
  readonly atEnd?: boolean
  readonly current: boolean
  go(): void
}

/** The way between places, below the menu; a call never moves it. */
export function NavRail({ items, label, menu }: { readonly items: readonly NavItem[]; readonly label: string; readonly menu: ReactNode }) {
  return (
    <nav className={classes.rail} aria-label={label}>
      {menu}
      {items.map((item) => (
        <button key={item.id} type="button" className={classes.item} data-end={item.atEnd} data-nav={item.id} aria-current={item.current ? 'page' : undefined} onClick={() => item.go()}>
          {item.icon}
          <span>{item.label}</span>
          {item.badge !== undefined && item.badge > 0 && <span className={classes.badge}>{item.badge}</span>}
        </button>
      ))}
    </nav>
  )
}
