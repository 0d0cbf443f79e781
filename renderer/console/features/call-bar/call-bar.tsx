import type { ReactNode } from 'react'
import { Kbd } from '../../../ui/kbd'
import { Logo } from '../../../ui/logo'
import classes from './call-bar.module.css'

/** A button of the call bar: words, key and what it does all come from the one command list. */
export interface CallBarAction {
  readonly id: string
  readonly label: string
  readonly keys: string | null
  readonly icon: ReactNode
  readonly look?: 'plain' | 'outline' | 'answer'
  readonly pressed?: boolean
  readonly enabled: boolean
  perform(): void
}

interface ShownState {
  readonly kind: string
  readonly word: string
  readonly timer: ReactNode
  open?(): void
  readonly hint?: string
}

export interface CallBarProps {
  /** Solid ink while a call is up: the bar itself says that somebody is on the line. */
  readonly busy: boolean
  readonly drill: string | null
  /** Null for whoever is in none. */
  readonly state: ShownState | null
  readonly agent: string
  readonly children: ReactNode
  readonly actions: readonly CallBarAction[]
}

/** Always in the same place, whatever happens below it. */
export function CallBar({ busy, drill, state, agent, children, actions }: CallBarProps) {
  return (
    <header className={classes.bar} data-busy={busy}>
      <span className={classes.logo}><Logo /></span>
      {drill !== null && <span className={classes.drill}>{drill}</span>}
      <div className={classes.state} role="status">
        {state !== null && <StateWord state={state} />}
        <span className={classes.who}>{agent}</span>
      </div>
      <div className={classes.main}>{children}</div>
      <div className={classes.buttons}>
        {actions.map((action) => <BarButton key={action.id} action={action} />)}
      </div>
    </header>
  )
}

/** Pressed by mouse, it leaves the keyboard where somebody types. */
function StateWord({ state }: { readonly state: ShownState }) {
  const words = (
    <>
      <span className={classes.dot} data-kind={state.kind} />
      <b>{state.word}</b>
      <span>{state.timer}</span>
    </>
  )
  const { open } = state
  if (open === undefined) return words
  return <button type="button" className={classes.stateButton} title={state.hint} data-command="agent-state" onMouseDown={(event) => event.preventDefault()} onClick={() => open()}>{words}</button>
}

function BarButton({ action }: { readonly action: CallBarAction }) {
  return (
    <button
      type="button"
      className={classes.button}
      data-look={action.look ?? 'plain'}
      data-command={action.id}
      aria-pressed={action.pressed}
      disabled={!action.enabled}
      onClick={() => action.perform()}
    >
      {action.icon}
      {action.label}
      {action.keys !== null && <Kbd keys={action.keys} tone="on-ink" />}
    </button>
  )
}

/** Three strokes as on any telephone; the words are for who asks. */
export function CallBarSignal({ grade, label }: { readonly grade: 'good' | 'fair' | 'poor'; readonly label: string }) {
  return (
    <span className={classes.signal} role="img" aria-label={label} title={label} data-testid="sound-grade" data-grade={grade}>
      <i /><i /><i />
    </span>
  )
}

export const CallBarTimer = ({ children }: { readonly children: ReactNode }) => <span className={classes.timer} data-testid="call-timer">{children}</span>
export const CallBarTitle = ({ children }: { readonly children: ReactNode }) => <span className={classes.title}>{children}</span>
export const CallBarNote = ({ look = 'plain', children }: { readonly look?: 'plain' | 'bad'; readonly children: ReactNode }) => (
  <span className={classes.note} data-look={look}>{children}</span>
)
