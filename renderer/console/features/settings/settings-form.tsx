import { Slider } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings, SettingsChange } from '../../../../shared/settings/settings'
import { cacheBounds } from '../../../../shared/tickets/cache-limits'
import { Segmented } from '../../../ui/form/segmented'
import { Group, Row, Seconds, Whole } from './setting-row'
import classes from './settings-form.module.css'

export interface SettingsFormProps {
  readonly settings: Settings
  readonly isPractice: boolean
  /** Which words say how this seat works: `settings.<this>`. */
  readonly modeNote: string
  readonly canSwitchMode: boolean
  /** Seconds within which the house wants a call answered, where an administrator sets that and how long a wrap-up lasts; else null. */
  readonly houseTarget: number | null
  /** Months after which the house lets no seat keep an order that has ended; null where nobody has set any. */
  readonly houseMonths: number | null
  change(change: SettingsChange): void
  switchMode(): void
  /** Goes to a desk that several seats share; null where that is the way already, or none. */
  connectDesk: (() => void) | null
  signOut(): void
  lock(): void
  /** What follows a call, and how long an agent may be away. */
  readonly states: ReactNode
  /** Who is rung under RED. */
  readonly duty: ReactNode
  /** What belongs below the calls. */
  readonly sound: ReactNode
  /** The shared desk, where there is one. */
  readonly desk: ReactNode
  /** The password of this seat, where it has one. */
  readonly password: ReactNode
  readonly support: ReactNode
  /** Backups of the orders, where there is something to back up. */
  readonly backup: ReactNode
  /** The telephone line, where there is one to set. */
  readonly line: ReactNode
  /** Longest by far: it comes last and over the whole width. */
  readonly keys: ReactNode
}

/** What a person may change on this seat; every change is kept at once. */
export function SettingsForm({ settings, isPractice, modeNote, canSwitchMode, houseTarget, houseMonths, change, switchMode, connectDesk, signOut, lock, desk, states, duty, sound, password, support, backup, line, keys }: SettingsFormProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.page} tabIndex={0} role="region" aria-label={t('app.nav.settings')}>
      <div>
        <Group title={t('settings.screen')}>
          <Row label={t('settings.language')}>
            <Segmented label={t('settings.language')} value={settings.locale} onChoose={(locale) => change({ locale })}
              options={[{ value: 'zh-CN', label: '中文' }, { value: 'en', label: 'English' }]} />
          </Row>
          <Row label={t('settings.theme')}>
            <Segmented label={t('settings.theme')} value={settings.theme} onChoose={(theme) => change({ theme })}
              options={(['light', 'dark', 'system'] as const).map((theme) => ({ value: theme, label: t(`settings.themes.${theme}`) }))} />
          </Row>
        </Group>
        <Group title={t('settings.mode')}>
          <p className={classes.note}>{t(`settings.${modeNote}`)}</p>
          <div className={classes.buttons}>
            <button type="button" disabled={!canSwitchMode} onClick={switchMode}>{t(isPractice ? 'settings.leavePractice' : 'settings.goPractise')}</button>
            {connectDesk !== null && <button type="button" disabled={!canSwitchMode} onClick={connectDesk}>{t('settings.connectDesk')}</button>}
            {!isPractice && <button type="button" disabled={!canSwitchMode} onClick={signOut}>{t('settings.signOut')}</button>}
            {!isPractice && <button type="button" onClick={lock}>{t('settings.lock')}</button>}
          </div>
          {!canSwitchMode && <p className={classes.note}>{t('settings.finishFirst')}</p>}
          {!isPractice && (
            <>
              <Row label={t('settings.lockAfter')}><Whole value={settings.lockAfterMinutes} min={0} max={240} label={t('settings.lockAfter')} unit={t('settings.minute')} set={(lockAfterMinutes) => change({ lockAfterMinutes })} /></Row>
              <p className={classes.note}>{t('settings.lockNote')}</p>
            </>
          )}
        </Group>
        {desk}
        {password}
        {backup}
        <Group title={t('settings.cache.title')}>
          <Row label={t('settings.cache.months')}><Whole value={settings.cache.months} {...cacheBounds.months} unit={t('settings.cache.month')} label={t('settings.cache.months')} set={(months) => change({ cache: { ...settings.cache, months } })} /></Row>
          <Row label={t('settings.cache.tickets')}><Whole value={settings.cache.tickets} {...cacheBounds.tickets} unit={t('settings.cache.ticket')} label={t('settings.cache.tickets')} set={(tickets) => change({ cache: { ...settings.cache, tickets } })} /></Row>
          {houseMonths !== null && <p className={classes.note}>{t('settings.cache.house', { months: houseMonths })}</p>}
          <p className={classes.note}>{t('settings.cache.note')}</p>
        </Group>
        {duty}
        {support}
      </div>
      <div>
        <Group title={t('settings.calls')}>
          {houseTarget === null ? (
            <>
              <Row label={t('settings.wrapUp')}><Seconds value={settings.wrapUpSeconds} min={5} max={3600} label={t('settings.wrapUp')} set={(wrapUpSeconds) => change({ wrapUpSeconds })} /></Row>
              <Row label={t('settings.target')}><Seconds value={settings.answerTargetSeconds} min={1} max={600} label={t('settings.target')} set={(answerTargetSeconds) => change({ answerTargetSeconds })} /></Row>
            </>
          ) : (
            <>
              <Row label={t('settings.target')}><span>{houseTarget} {t('settings.second')}</span></Row>
              <p className={classes.note}>{t('settings.houseTarget')}</p>
            </>
          )}
          <Row label={t('settings.ringTimeout')}><Seconds value={settings.ringTimeoutSeconds} min={5} max={600} label={t('settings.ringTimeout')} set={(ringTimeoutSeconds) => change({ ringTimeoutSeconds })} /></Row>
          <Row label={t('settings.secondCalls.label')}>
            <Segmented label={t('settings.secondCalls.label')} value={settings.secondCalls} onChoose={(secondCalls) => change({ secondCalls })}
              options={(['busy', 'wait'] as const).map((value) => ({ value, label: t(`settings.secondCalls.${value}`) }))} />
          </Row>
          <Row label={t('settings.autoAnswer.label')}>
            <Segmented label={t('settings.autoAnswer.label')} value={settings.autoAnswer} onChoose={(autoAnswer) => change({ autoAnswer })}
              options={(['never', 'when-asked', 'always'] as const).map((value) => ({ value, label: t(`settings.autoAnswer.${value}`) }))} />
          </Row>
          <Row label={t('settings.volume')}>
            <Slider thumbLabel={t('settings.volume')} w={220} min={0} max={100} defaultValue={Math.round(settings.ring.volume * 100)} label={(value) => `${value} %`}
              onChangeEnd={(value) => change({ ring: { ...settings.ring, volume: value / 100 } })} />
          </Row>
        </Group>
        {states}
        {sound}
      </div>
      {line}
      {keys}
    </div>
  )
}
