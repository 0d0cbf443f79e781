import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/dialog'
import { Kbd } from '../../../ui/kbd'
import classes from './key-map.module.css'

export interface KeyMapGroup {
  readonly title: string
  readonly rows: readonly { readonly id: string; readonly label: string; readonly keys: string | null; readonly enabled: boolean; perform(): void }[]
}

/** All commands and their keys on one page; a click does what the key does. */
export function KeyMap({ groups, conflicts, onClose }: { readonly groups: readonly KeyMapGroup[]; readonly conflicts: readonly string[]; onClose(): void }) {
  const { t } = useTranslation()
  return (
    <Dialog onClose={onClose} title={t('commands.keyMapTitle')} size={880}>
      {conflicts.map((chord) => <p key={chord} className={classes.conflict}>{t('commands.conflict', { chord })}</p>)}
      <div className={classes.columns}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className={classes.title}>{group.title}</h3>
            <dl>
              {group.rows.map((row) => (
                <div key={row.id} className={classes.row}>
                  <dt><button type="button" className={classes.command} disabled={!row.enabled} onClick={() => row.perform()}>{row.label}</button></dt>
                  <dd>{row.keys === null ? t('commands.noKey') : <Kbd keys={row.keys} />}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={classes.note}>{t('commands.keyMapNote')}</p>
    </Dialog>
  )
}
