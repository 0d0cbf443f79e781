import { useMemo } from 'react'
import { useStore } from '../app/use-vanilla-store'
import type { Draft } from '../../../shared/tickets/draft'
import { fittingScripts, nextScript, signalsOf, warningScript } from '../../../shared/tickets/tags/scripts'
import type { Script, TagData } from '../../../shared/tickets/tags/tag-data'
import { useServices } from '../app/services'
import { scriptStore, setScript } from './script-store'
import { textOf, type StageModel } from './stage-model'

function fittingNow(draft: Draft, model: StageModel, tags: TagData): readonly Script[] {
  return fittingScripts(signalsOf(draft, model.review.suggestions), tags)
}

/** The calming line shown for a draft: the one the agent stopped at while it fits, else the most fitting. */
export function useScript(draft: Draft, model: StageModel): Script | null {
  const { catalogue } = useServices()
  const current = useStore(scriptStore, (state) => state.current.get(draft.id) ?? null)
  const { length: warned } = draft.warnings
  const warning = warned === 0 ? null : warningScript(warned - 1, catalogue.tags)
  const fitting = useMemo(() => fittingNow(draft, model, catalogue.tags), [draft, model, catalogue.tags])
  const shown = fitting.find((script) => script.id === current) ?? fitting[0] ?? null
  if (warning !== null) return warning
  // The closing line fits always; before a word is written it would only stand in the way.
  return shown?.fits === undefined && textOf(draft) === '' ? null : shown
}

/** Goes on to the next line that fits. */
export function turnScript(draft: Draft, model: StageModel, tags: TagData): void {
  const fitting = fittingNow(draft, model, tags)
  const next = nextScript(fitting, scriptStore.getState().current.get(draft.id) ?? fitting[0]?.id ?? null)
  if (next !== null) setScript(draft.id, next.id)
}
