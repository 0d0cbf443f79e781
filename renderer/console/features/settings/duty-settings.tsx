import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readDutyList, writeDutyList, type DutyContact } from '../../../../shared/help/duty-list'
import { Group } from './setting-row'
import classes from './settings-form.module.css'

/** Who is rung under RED, one a line; kept when the field is left. Lines that are none stay for mending. */
export function DutySettings({ contacts, change }: { readonly contacts: readonly DutyContact[]; change(contacts: readonly DutyContact[]): void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(() => writeDutyList(contacts))
  const { contacts: read, unread } = readDutyList(text)
  return (
    <Group title={t('settings.duty.title')}>
      <p className={classes.note}>{t('settings.duty.note')}</p>
      <textarea
        className={classes.lines} rows={Math.max(4, text.split('\n').length)} value={text} aria-label={t('settings.duty.title')} placeholder={t('settings.duty.example')} spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)} onBlur={() => change(read)}
      />
      <p className={classes.note} role="status">
        {unread.length === 0 ? t('settings.duty.read', { count: read.length }) : t('settings.duty.unread', { count: read.length, lines: unread.join(t('app.list.items')) })}
      </p>
    </Group>
  )
}
