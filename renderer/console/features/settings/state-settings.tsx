import { useTranslation } from 'react-i18next'
import type { Settings, SettingsChange } from '../../../../shared/settings/settings'
import { limitMinutesOf, reasonWords, redRest, stateReasons } from '../../../../shared/queue/state-reasons'
import { Segmented } from '../../../ui/form/segmented'
import { Group, Row, Whole } from './setting-row'
import classes from './settings-form.module.css'

/** One line of what the house has set. */
export interface HouseRule {
  readonly key: string
  readonly name: string
  readonly words: string
}

/** What an administrator has set for all seats of a shared desk: shown, since it is what this seat goes by, and changed elsewhere. */
export function HouseStates({ rules }: { readonly rules: readonly HouseRule[] }) {
  const { t } = useTranslation()
  return (
    <Group title={t('settings.states.title')}>
      <p className={classes.note}>{t('settings.states.house')}</p>
      {rules.map(({ key, name, words }) => <Row key={key} label={name}><span>{words}</span></Row>)}
      <p className={classes.note}>{t('settings.states.note')}</p>
    </Group>
  )
}

interface StateSettingsProps {
  readonly settings: Pick<Settings, 'wrapUpRules' | 'stateLimits' | 'locale'>
  change(change: SettingsChange): void
}

/** What follows a call, and how long each reason to be away may take; 0 = as long as it takes. */
export function StateSettings({ settings: { wrapUpRules, stateLimits, locale }, change }: StateSettingsProps) {
  const { t } = useTranslation()
  const limit = (code: string, label: string) => (
    <Row key={code} label={label}>
      <Whole value={limitMinutesOf(code, stateLimits) ?? 0} min={0} max={600} label={label} unit={t('settings.minute')} set={(minutes) => change({ stateLimits: { ...stateLimits, [code]: minutes } })} />
    </Row>
  )
  return (
    <Group title={t('settings.states.title')}>
      <Row label={t('settings.states.wrapUp')}>
        <Segmented label={t('settings.states.wrapUp')} value={wrapUpRules.policy} onChoose={(policy) => change({ wrapUpRules: { policy } })}
          options={(['optional', 'timed', 'until-done'] as const).map((value) => ({ value, label: t(`settings.states.policy.${value}`) }))} />
      </Row>
      <p className={classes.note}>{t('settings.states.note')}</p>
      {stateReasons.map(({ code, of }) => limit(code, t('settings.states.reason', { state: t(`seat.state.${of}`), reason: reasonWords(code, locale) })))}
      {limit(redRest.code, reasonWords(redRest.code, locale))}
    </Group>
  )
}
