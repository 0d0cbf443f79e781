import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import classes from './printed.module.css'

/** What stands on paper instead of the screen, as long as it is drawn. On the screen there is nothing of it. */
export function Printed({ children }: { readonly children: ReactNode }) {
  return createPortal(<div className={classes.printed} aria-hidden>{children}</div>, document.body)
}
