import { StepList, type ListedStep } from '../../../ui/step-list'
import classes from './ticket-calls.module.css'

/** A call about an order. `figures`: what only somebody who looks after the line asks for. */
export interface TicketCall {
  readonly id: string
  readonly title: string
  readonly words: readonly string[]
  readonly figures: readonly string[]
  /** Empty where it is not kept any more. */
  readonly steps: readonly ListedStep[]
}

/** The calls of an order, a line each; its course unfolds by Enter or a click. */
export function TicketCalls({ calls }: { readonly calls: readonly TicketCall[] }) {
  return (
    <ul className={classes.calls}>
      {calls.map((call) => (
        <li key={call.id} data-call={call.id}>
          {call.steps.length === 0 ? <p><CallLine call={call} /></p> : (
            <details>
              <summary><CallLine call={call} /></summary>
              <StepList steps={call.steps} />
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

function CallLine({ call }: { readonly call: TicketCall }) {
  return (
    <>
      <span className={classes.title}>{call.title}</span>
      <span>{call.words.join(' · ')}</span>
      {call.figures.length > 0 && <span className={classes.figures}>{call.figures.join(' · ')}</span>}
    </>
  )
}
