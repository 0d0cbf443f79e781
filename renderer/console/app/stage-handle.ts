import type { Warning } from '../../../shared/tickets/warnings'

/** What the form on the stage can be asked by commands. Registered by the stage while it shows a draft. */
export interface StageHandle {
  merge(): void
  focus(part: 'request-type' | 'category' | 'description' | 'emotion'): void
  /** Ticks, opens or folds that part of the form, as its button does. */
  press(part: 'no-risk' | 'add-risk' | 'confidential' | 'more-fields'): void
  /** Ticks the first compulsory step that is not done. */
  nextAction(): void
  answerSuggestion(answer: 'yes' | 'no'): void
  insertAnswer(): void
  nextScript(): void
  /** Counts a warning to a caller who abuses the line; the one after the last ends the call. */
  warn(kind: Warning['kind']): void
  submit(): void
  answerDirectly(): void
  keepForLater(): void
}
