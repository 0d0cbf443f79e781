import type { Severity } from './severity'
import classes from './severity-badge.module.css'

const shapes: Record<Severity, string> = {
  RED: 'M4.7 1h6.6L15 4.7v6.6L11.3 15H4.7L1 11.3V4.7z',
  ORANGE: 'M8 1.5 15 14.5H1z',
  YELLOW: 'M8 1 15 8 8 15 1 8z',
  BLUE: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z',
}

/** Own shape and own word beside the colour, so that it is read without seeing colours. */
export function SeverityShape({ severity, size = 12 }: { readonly severity: Severity; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[severity]} fill="currentColor" />
    </svg>
  )
}

/** Solid = the ticket's level, tint = a confirmed tag, outline = a suggestion not yet answered. */
export function SeverityBadge(props: {
  readonly severity: Severity
  readonly label: string
  readonly look: 'solid' | 'tint' | 'outline'
}) {
  return (
    <span className={classes.badge} data-severity={props.severity} data-look={props.look}>
      <SeverityShape severity={props.severity} />
      {props.label}
    </span>
  )
}
