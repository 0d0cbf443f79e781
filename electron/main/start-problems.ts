import type { StartProblem } from '../../shared/ipc/values'

/** What the person at this seat still has to be told of this start; it may come late, as the desk's does. */
export interface StartProblems {
  all(): readonly StartProblem[]
  add(problem: StartProblem): void
  /** Somebody has read it: no later load of the page tells it again. */
  dismiss(problem: StartProblem): void
  onAdded(listener: (problem: StartProblem) => void): void
}

export function createStartProblems(): StartProblems {
  let problems: readonly StartProblem[] = []
  const listeners = new Set<(problem: StartProblem) => void>()
  return {
    all: () => problems,
    add(problem) {
      problems = [...problems, problem]
      for (const listener of listeners) listener(problem)
    },
    dismiss(read) {
      problems = problems.filter((problem) => JSON.stringify(problem) !== JSON.stringify(read))
    },
    onAdded: (listener) => void listeners.add(listener),
  }
}
