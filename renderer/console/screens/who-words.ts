import type { TFunction } from 'i18next'
import { OTHER_CHOICES, type Candidate, type CandidateReason, type OtherChoice, type WhoMayBeCalling } from '../../../shared/callers/candidates'
import type { CallerMark } from '../../../shared/callers/caller-marks'
import { formatDay } from '../../ui/format-time'
import type { Catalogue } from '../app/catalogue'
import type { CommandId } from '../app/command-list'
import type { CopyState } from '../app/desk-status-store'
import type { CallerOnLine } from '../seat/seat-store'

/** One person who may be calling, in words; the same in the ring and beside the form. */
export interface PersonShown {
  readonly id: string
  readonly name: string | null
  readonly open: string | null
  readonly when: string | null
  readonly reasons: string
  readonly keys: string | null
}

/** What may be chosen instead of the people listed. */
export interface ChoiceShown {
  readonly id: OtherChoice
  readonly name: string
  readonly note: string
  readonly keys: string | null
}

type Printed = (command: CommandId) => string | null

export function peopleShown(candidates: readonly Candidate[], printed: Printed, t: TFunction): readonly PersonShown[] {
  const keys = ['pick-1', 'pick-2', 'pick-3'] as const
  return candidates.map(({ personId, name, reasons }, index) => {
    const open = reasons.find((reason) => reason.code === 'last-open-order')
    const age = reasons.find((reason) => reason.code === 'days-ago')
    const command = keys[index]
    return {
      id: personId,
      name,
      open: open === undefined ? null : t('ringStage.openOrders', { count: open.open }),
      when: age === undefined ? null : age.days === 0 ? t('ringStage.today') : t('ringStage.daysAgo', { count: age.days }),
      reasons: reasons.flatMap((reason) => reasonWords(reason, t) ?? []).join(' · '),
      keys: command === undefined ? null : printed(command),
    }
  })
}

/** No matter and no employer is among them: that waits until the agent has asked. */
function reasonWords(reason: CandidateReason, t: TFunction): string | null {
  if (reason.code === 'days-ago' || reason.code === 'last-open-order') return null
  if (reason.code === 'share-of-calls' && reason.of < 2) return null
  return t(`ringStage.reason.${reason.code}`, { ...reason })
}

const choiceCommands = { 'new-person': 'pick-none', 'someone-else-here': 'pick-someone-else', anonymous: 'pick-anonymous' } as const

export function choicesShown(who: WhoMayBeCalling | null, printed: Printed, t: TFunction): readonly ChoiceShown[] {
  const isListed = who !== null && 'candidates' in who
  return (who?.choices ?? OTHER_CHOICES).map((id) => ({
    id,
    name: id === 'new-person' && isListed ? t('ringStage.noneOfThese') : t(`ringStage.choice.${id}`),
    note: t(`ringStage.choiceNote.${id}`),
    keys: printed(choiceCommands[id]),
  }))
}

/** The choice with that id: a person of the list, or what stands below it. */
export function choiceBy(id: string, candidates: readonly Candidate[]): Candidate | OtherChoice | null {
  return OTHER_CHOICES.find((choice) => choice === id) ?? candidates.find(({ personId }) => personId === id) ?? null
}

/** What the look-up says, and what to know about its answer. */
export interface LookedUp {
  readonly title: string
  readonly notes: readonly string[]
}

/** In words how the look-up went. Nobody is said to be unknown while a part of what is known may not have come yet. */
export function lookedUpWords(lookup: CallerOnLine['lookup'], who: WhoMayBeCalling | null, copy: CopyState, t: TFunction): LookedUp {
  if (lookup === 'failed') return { title: t('callerCard.failed'), notes: [] }
  if (lookup === 'asked' || who === null) return { title: t('callerCard.looking'), notes: [] }
  if (who.decision === 'not-looked-up') return { title: t('ringStage.who.not-looked-up'), notes: [t(`ringStage.notLookedUp.${who.reason}`)] }
  const notes = copyWords(copy, t)
  if (who.decision === 'nobody-known') return { title: t(copy.kind === 'whole' ? 'ringStage.who.nobody-known' : 'ringStage.who.nobody-here'), notes }
  return { title: t(`ringStage.who.${who.decision}`, { count: who.candidates.length }), notes }
}

function copyWords(copy: CopyState, t: TFunction): readonly string[] {
  if (copy.kind === 'filling') return [t('ringStage.copy.filling', { percent: copy.percent })]
  return copy.kind === 'starting' ? [t('ringStage.copy.starting')] : []
}

/** A mark of a person in words; for the agent's eyes, never to be said. */
export function markWords(mark: CallerMark, catalogue: Pick<Catalogue, 'risk' | 'category'>, t: TFunction): string {
  switch (mark.code) {
    case 'risk':
      return t('callerCard.mark.risk', { risk: catalogue.risk(mark.risk), day: formatDay(mark.at) })
    case 'repeat':
      return t('callerCard.mark.repeat', { count: mark.count, category: catalogue.category(mark.category) })
    case 'language':
    case 'hearing':
    case 'relay':
      return t(`callerCard.${mark.code}.${mark.value}`)
    case 'unsatisfied':
    case 'supervised':
    case 'nuisance':
      return t(`callerCard.mark.${mark.code}`, { count: mark.count })
    case 'secret':
    case 'prefers-sms':
      return t(`callerCard.mark.${mark.code}`)
  }
}
