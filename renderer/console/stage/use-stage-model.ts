import { useMemo } from 'react'
import { repeatedMatters } from '../../../shared/callers/caller-card'
import { isOrder, type KnownPerson } from '../../../shared/callers/person'
import { epochMs } from '../../../shared/lib/clock'
import type { Draft } from '../../../shared/tickets/draft'
import { useServices } from '../app/services'
import { stageModel, type StageHistory, type StageModel } from './stage-model'

const noHistory: StageHistory = { earlierCalls: 0, unsatisfiedCallBacks: 0, openOrder: null }

/** What the picked person's past says about this call; nothing while nobody is picked. */
export function historyOf(draft: Draft, people: readonly KnownPerson[]): StageHistory {
  const { caller, values, mergeInto } = draft
  const person = caller.kind === 'known' ? people.find((each) => (each.id as string) === caller.personId) : undefined
  if (person === undefined) return noHistory
  const orders = person.history.filter(isOrder).filter((order) => order.secret !== true)
  const matter = repeatedMatters(person, epochMs(draft.createdAt)).find((repeat) => repeat.category === values.category)
  const merged = mergeInto === null ? undefined : orders.find((order) => order.id === mergeInto)
  return {
    earlierCalls: matter?.earlier ?? 0,
    unsatisfiedCallBacks: orders.filter((order) => order.satisfaction === 'unsatisfied' && order.category === values.category).length,
    openOrder: merged === undefined ? null : { number: merged.orderNo, sameCaller: true },
  }
}

/** Drafts are never changed in place, so a model belongs to its draft: several parts of the screen ask for the same one. */
const models = new WeakMap<Draft, { readonly people: readonly KnownPerson[]; readonly catalogue: object; readonly model: StageModel }>()

/** The model of the draft on the stage, reckoned once for every change of the draft or of who is known. */
export function useStageModel(draft: Draft, people: readonly KnownPerson[]): StageModel {
  const { catalogue, clock } = useServices()
  return useMemo(() => {
    const known = models.get(draft)
    if (known?.people === people && known.catalogue === catalogue) return known.model
    const model = stageModel(draft, historyOf(draft, people), catalogue, clock.now())
    models.set(draft, { people, catalogue, model })
    return model
  }, [draft, people, catalogue, clock])
}
