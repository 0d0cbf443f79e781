import { memo, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useServices } from './services'
import type { ViewStore } from './view-store'
import classes from './app-shell.module.css'

const plainForMs = 6_000

export const ShellToast = memo(function ShellToast() {
  return <Toast view={useServices().view} />
})

/** One sentence about what has just happened; a warning stays until it is closed or no longer true. */
export function Toast({ view }: { readonly view: ViewStore }) {
  const { t } = useTranslation()
  const toast = useStore(view, (state) => state.toast)
  const isOver = useStore(view, (state) => state.overlay !== null)
  useEffect(() => {
    const lastsMs = toast === null ? null : (toast.forMs ?? (toast.look === 'warn' ? null : plainForMs))
    if (lastsMs === null) return undefined
    const timer = setTimeout(() => view.setState((state) => (state.toast === toast ? { toast: null } : {})), lastsMs)
    return () => clearTimeout(timer)
  }, [toast, view])
  if (toast === null) return <div role="status" aria-live="polite" />
  return (
    <div role={toast.look === 'warn' ? 'alert' : 'status'} className={classes.toast} data-look={toast.look} data-over={isOver} data-toast={toast.key}>
      <span>{t(toast.key, toast.values)}</span>
      <button type="button" onClick={() => view.setState({ toast: null })}>{t('app.common.close')}</button>
    </div>
  )
}
