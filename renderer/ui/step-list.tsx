import { formatClock } from './format-time'
import classes from './step-list.module.css'

export interface ListedStep {
  readonly word: string
  readonly at: number
}

/** What happened one after the other, each with its time. */
export function StepList({ steps }: { readonly steps: readonly ListedStep[] }) {
  return (
    <ol className={classes.steps}>
      {steps.map((step, index) => <li key={index}><time>{formatClock(step.at)}</time><span>{step.word}</span></li>)}
    </ol>
  )
}
