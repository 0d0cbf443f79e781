import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../../../ui/kbd'
import { useNow } from '../../../ui/use-now'
import classes from './reveal.module.css'

/** Shows in full what is masked beside it, and masks it again; says how long it will be seen. `until` is null while it is masked. */
export function RevealButton({ keys, until, toggle }: { readonly keys: string | null; readonly until: number | null; toggle(): void }) {
  const { t } = useTranslation()
  const isShown = until !== null
  const Icon = isShown ? IconEyeOff : IconEye
  return (
    <button type="button" className={classes.button} data-command="reveal" aria-pressed={isShown} onClick={() => toggle()}>
      <Icon size={16} stroke={1.8} aria-hidden />
      {t(isShown ? 'reveal.hide' : 'reveal.show')}
      {isShown && <TimeLeft until={until} />}
      {keys !== null && <Kbd keys={keys} />}
    </button>
  )
}

const mostSeconds = 60

function TimeLeft({ until }: { readonly until: number }) {
  const { t } = useTranslation()
  const now = useNow()
  // The shared ticker may be a moment behind: no more than was promised is ever said.
  const seconds = Math.min(mostSeconds, Math.max(0, Math.ceil((until - now) / 1000)))
  return <time aria-hidden="true">{t('reveal.left', { count: seconds })}</time>
}
