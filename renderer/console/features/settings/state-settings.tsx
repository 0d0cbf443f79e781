import { useTranslation } from 'react-i18next'
import type { Settings, SettingsChange } from '../../../../shared/settings/settings'
import { limitMinutesOf, reasonWords, redRest, stateReasons } from '../../../../shared/queue/state-reasons'
import { Segmented } from '../../../ui/form/segmented'
import { Group, Row, Whole } from './setting-row'
import classes from './settings-form.module.css'

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
        <Segmented label={t('settings.states.wrapUp')} value={wrapUpRules.policy} onChoose={(policy) => change({ wrapUpRules: { ...wrapUpRules, policy } })}
          options={(['optional', 'timed', 'until-done'] as const).map((value) => ({ value, label: t(`settings.states.policy.${value}`) }))} />
      </Row>
      <p className={classes.note}>{t('settings.states.note')}</p>
      {stateReasons.map(({ code, of }) => limit(code, t('settings.states.reason', { state: t(`seat.state.${of}`), reason: reasonWords(code, locale) })))}
      {limit(redRest.code, reasonWords(redRest.code, locale))}
    </Group>
  )
}
