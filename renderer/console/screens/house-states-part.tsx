import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { limitMinutesOf, reasonWords, redRest, stateReasons } from '../../../shared/queue/state-reasons'
import type { WrapUp } from '../../../shared/queue/wrap-up-policy'
import { useServices } from '../app/services'
import { useStore } from '../app/use-vanilla-store'
import { HouseStates, type HouseRule } from '../features/settings/state-settings'

/** What the house has set: what follows a call, queue by queue where they differ, and how long each state may take. */
export function HouseStatesPart() {
  const { t } = useTranslation()
  const { rules, catalogue } = useServices()
  const { wrapUp: { usual, queues }, stateLimits } = useStore(rules)
  const afterCalls: HouseRule[] = [
    { key: 'wrap-up', name: t('settings.states.wrapUp'), words: wrapUpWords(usual, t) },
    ...[...queues].filter(([, own]) => own.policy !== usual.policy || own.seconds !== usual.seconds)
      .map(([queue, own]) => ({ key: `queue ${queue}`, name: catalogue.queue(queue), words: wrapUpWords(own, t) })),
  ]
  const limits = [...stateReasons.map(({ code, of }) => ({ code, name: t('settings.states.reason', { state: t(`seat.state.${of}`), reason: reasonWords(code, catalogue.locale) }) })), { code: redRest.code, name: reasonWords(redRest.code, catalogue.locale) }]
  return <HouseStates rules={[...afterCalls, ...limits.map(({ code, name }) => ({ key: code, name, words: limitWords(limitMinutesOf(code, stateLimits), t) }))]} />
}

function limitWords(minutes: number | null, t: TFunction): string {
  return minutes === null ? t('settings.states.noLimit') : `${minutes} ${t('settings.minute')}`
}

function wrapUpWords({ policy, seconds }: WrapUp, t: TFunction): string {
  const words = t(`settings.states.policy.${policy}`)
  return policy === 'until-done' ? words : t('settings.states.seconds', { policy: words, count: seconds })
}
