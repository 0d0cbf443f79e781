import { useTranslation } from 'react-i18next'
import type { UnreadMessage } from '../../../../shared/floor/messages'
import { formatClock } from '../../../ui/format-time'
import { keepFocus } from '../../../ui/keep-focus'
import { Kbd } from '../../../ui/kbd'
import classes from './messages.module.css'

/** What leads have written and nobody here has read yet, the oldest first. None goes because another one comes. */
export function MessageList({ messages, keys, read }: { readonly messages: readonly UnreadMessage[]; readonly keys: string | null; read(id: string): void }) {
  const { t } = useTranslation()
  return (
    <section className={classes.list} data-testid="messages" aria-label={t('lead.message.title')}>
      <h2 role="status">{t('lead.message.unread', { count: messages.length })}</h2>
      <ul>
        {messages.map(({ id, from, at, text, toAll }, index) => (
          <li key={id} data-message={id}>
            <p className={classes.from}><b>{from.name}</b> {t(toAll ? 'lead.message.toAll' : 'lead.message.toYou')} {formatClock(at).slice(0, 5)}</p>
            <p className={classes.words}>{text}</p>
            <button type="button" onMouseDown={keepFocus} onClick={() => read(id)}>{t('lead.message.read')}{index === 0 && keys !== null && <Kbd keys={keys} />}</button>
          </li>
        ))}
      </ul>
    </section>
  )
}
