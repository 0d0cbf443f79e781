import type { TFunction } from 'i18next'
import type { HelpStep } from '../../../shared/help/help-step'
import { handKinds } from '../../../shared/help/silent-help'
import { reasonWords } from '../../../shared/queue/state-reasons'
import { formatClock } from '../../ui/format-time'

/** The calls for help under an order, a line each; null when there was none. */
export function helpLines(steps: readonly HelpStep[] | undefined, locale: string, t: TFunction): string | null {
  if (steps === undefined || steps.length === 0) return null
  return steps.map((step) => `${formatClock(step.at)} ${t(`help.step.${step.code}`, { note: noteWords(step, locale, t) })}${step.drill ? t('help.stepDrill') : ''}`).join('\n')
}

function noteWords({ code, note }: HelpStep, locale: string, t: TFunction): string {
  if (note === null) return '—'
  if (code === 'rest-ended') return reasonWords(note, locale)
  if (code === 'hand-answered') return t(`help.answerHow.${note}`, { defaultValue: note })
  if ((handKinds as readonly string[]).includes(note)) return t(`help.hand.kinds.${note}`)
  return code === 'told-by-hand' ? t(`tags.action.NOTIFY_${note}`, { defaultValue: note }) : note
}
