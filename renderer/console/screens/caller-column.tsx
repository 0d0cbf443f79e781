import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { callerCard } from '../../../shared/callers/caller-card'
import type { Candidate } from '../../../shared/callers/candidates'
import { maskPhone } from '../../../shared/callers/masking'
import { epochMs } from '../../../shared/lib/clock'
import type { Draft } from '../../../shared/tickets/draft'
import { candidatesOf, numberOfDraft, rankForCall } from '../app/candidates-shown'
import { DataAge } from '../app/data-age'
import { useServices } from '../app/services'
import { usePrintedKeys } from '../app/shell-hooks'
import { CallerCardBody, CandidateChoice } from '../features/caller-card/caller-card'
import classes from '../features/caller-card/caller-card.module.css'
import { usePeople } from './use-people'

/** The left column: who is on the line as the agent has decided it, and what is known of that person. */
export function CallerColumn({ draft, isOwnCall }: { readonly draft: Draft; readonly isOwnCall: boolean }) {
  const { t } = useTranslation()
  const { drafts, catalogue, clock } = useServices()
  const printed = usePrintedKeys()
  const { state, people, onLine } = usePeople(draft)
  const { call, values: { category } } = draft
  const number = useMemo(() => numberOfDraft(call, onLine), [call, onLine])
  const openedAt = epochMs(draft.createdAt)
  const candidates = useMemo(
    () => candidatesOf(rankForCall(number, people, call.startedAt, category)),
    [number, people, call.startedAt, category],
  )
  const { caller } = draft
  const picked = caller.kind === 'known' ? (people.find((person) => (person.id as string) === caller.personId) ?? null) : null
  const card = useMemo(() => (picked === null ? null : callerCard(picked, openedAt)), [picked, openedAt])
  const shownNumber = number.kind === 'anonymous' ? t('ringStage.notShown') : isOwnCall ? number.display : maskPhone(number)
  const name = draft.values.caller_name || card?.name || (caller.kind === 'anonymous' ? t('callerCard.anonymous') : t('ringStage.nameUnknown'))
  return (
    <aside className={classes.column} aria-label={t('callerCard.title')} data-testid="caller-column">
      <section className={classes.block}>
        <div className={classes.name}>
          {name}
          <span className={classes.chip} data-look={picked === null ? 'plain' : 'ok'}>{t(picked === null ? 'callerCard.selfReported' : 'callerCard.known')}</span>
        </div>
        <dl className={classes.facts}>
          <dt>{t('callerCard.number')}</dt>
          <dd>{[shownNumber, t(`ringStage.kind.${number.kind}`), catalogue.placeOfNumber(number)].filter(Boolean).join(' · ')}</dd>
          <dt>{t('callerCard.before')}</dt>
          <dd>{beforeWords(state, candidates.length, t)}</dd>
        </dl>
      </section>
      <DataAge />
      {(caller.kind === 'undecided' || (caller.kind !== 'known' && candidates.length > 0)) && (
        <CandidateChoice
          candidates={candidates.slice(0, 9).map((candidate, index) => ({
            id: candidate.personId, name: candidate.name, keys: index < 3 ? printed(`pick-${(index + 1) as 1 | 2 | 3}`) : null,
            hint: hintOf(candidate, t),
          }))}
          noneKeys={printed('pick-none')}
          noneSelected={caller.kind === 'new'}
          pick={(personId) => drafts.pick(draft.id, candidates.find((candidate) => candidate.personId === personId) ?? null)}
        />
      )}
      {card !== null && (
        <CallerCardBody card={card} words={catalogue} now={clock.now()} mergedInto={draft.mergeInto} mergeKeys={printed('merge')}
          merge={(orderId) => drafts.toggleMerge(draft.id, orderId)} />
      )}
    </aside>
  )
}

function beforeWords(state: string, candidates: number, t: TFunction): string {
  if (state === 'looking') return t('callerCard.looking')
  if (state === 'failed') return t('callerCard.failed')
  return candidates === 0 ? t('callerCard.firstCall') : t(`ringStage.who.${candidates === 1 ? 'one-likely' : 'several'}`, { count: candidates })
}

function hintOf(candidate: Candidate, t: TFunction): string {
  const open = candidate.reasons.find((reason) => reason.code === 'last-open-order')
  const age = candidate.reasons.find((reason) => reason.code === 'days-ago')
  return [
    open === undefined ? null : t('ringStage.openOrders', { count: open.open }),
    age === undefined ? null : age.days === 0 ? t('ringStage.today') : t('ringStage.daysAgo', { count: age.days }),
  ].filter(Boolean).join(' · ')
}
